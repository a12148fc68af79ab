import * as regularizers from '@nadir/optim/regularizers';
import * as schedules from '@nadir/optim/schedules';
import { describe, expect, test } from 'vitest';
import { fieldOf } from '../figures/regularizer/model.js';
import { curveOf, stepsOf } from '../figures/schedule/model.js';
import { callOf, makersOf, referencePages } from './reference.js';
import { readSources } from './sources.js';

const sources = readSources();
const made = { schedules: makersOf(schedules), regularizers: makersOf(regularizers) };

describe.each(['en', 'zh'] as const)('in %s', (language) => {
  test.each(Object.entries(made))('every one of the %s is drawn', (page, names) => {
    const { content = '' } =
      referencePages(language).find(({ params }) => params.reference === page) ?? {};
    const headings = [...content.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    expect(headings).toEqual(expect.arrayContaining(names));
    expect(content.split('<LiveFigure').length).toBeGreaterThan(names.length);
  });
});

test.each(made.schedules)('%s has a curve at first', (name) => {
  const call = callOf(sources, 'schedules', name);
  const { refused, points } = curveOf(call, stepsOf(call));
  expect(refused).toBeUndefined();
  expect(points.length).toBeGreaterThan(10);
});

test.each(made.regularizers)('%s has paths at first', (name) => {
  const { refused, paths } = fieldOf(callOf(sources, 'regularizers', name));
  expect(refused).toBeUndefined();
  expect(paths.flat(2).every(Number.isFinite)).toBe(true);
});
