import { datasets, surfaces } from '@nadir/problems';
import { expect, it } from 'vitest';
import { problemNames, surfaceNames } from './problem-names.js';

it('are those of all data sets and surfaces', () => {
  expect(problemNames).toEqual(Object.keys(datasets));
  expect(surfaceNames).toEqual(Object.keys(surfaces));
});
