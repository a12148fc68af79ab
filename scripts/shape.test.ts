import { expect, test } from 'vitest';
import { shapeOf } from './shape.mjs';

/** One file for each rule of what is left out. */
const recorded = [
  'packages/testing/golden/record.py',
  'packages/conformance/src/programs/recorded-norms.ts',
  'packages/problems/src/datasets/digits-data.ts',
].map((path) => ({ path, lines: 1000 }));

const folder = (name: string, count: number, ending = '.ts') =>
  Array.from({ length: count }, (_, i) => ({ path: `${name}/${i}${ending}`, lines: 10 }));

test('sources within all limits pass', () => {
  expect(shapeOf([...recorded, ...folder('a', 25), ...folder('a', 30, '.test.ts')])).toEqual({
    summary:
      '55 source files; median 10 lines, longest 10; fullest folder 25 files beside its tests',
    breaches: [],
  });
});

test('each limit that is passed is told with its place', () => {
  const long = folder('b', 30).map((file) => ({ ...file, lines: 301 }));
  const { breaches } = shapeOf([
    ...recorded,
    ...folder('a', 26),
    ...long.slice(0, 25),
    ...long.slice(0, 2),
  ]);
  expect(breaches).toContain('median: got 301 lines, expected at most 60');
  expect(breaches).toContain('b/0.ts: got 301 lines, expected at most 300');
  expect(breaches).toContain('a/: got 26 files beside its tests, expected at most 25');
});

test('what is left out has to be there', () => {
  expect(shapeOf(recorded.slice(1)).breaches).toEqual([
    expect.stringMatching(/golden.*: got no file, expected one$/),
  ]);
});
