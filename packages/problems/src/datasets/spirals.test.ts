import { expect, it } from 'vitest';
import { spirals } from './spirals.js';

it('winds each spiral from the centre out to radius 1, by the formula', () => {
  const classes = 3;
  const turns = 2;
  const { train } = spirals({ examples: 300, classes, turns, noise: 0, testShare: 0 });
  const radii: number[][] = [[], [], []];
  train.labels.forEach((label, row) => {
    const x = train.features[2 * row] as number;
    const y = train.features[2 * row + 1] as number;
    const r = Math.hypot(x, y);
    radii[label]?.push(r);
    // The angle, less what the turns and the class ask for, is a whole number of turns.
    const leftover = Math.atan2(y, x) / (2 * Math.PI) - turns * r - label / classes;
    expect(leftover - Math.round(leftover)).toBeCloseTo(0, 5);
  });
  for (const list of radii) {
    list
      .sort((a, b) => a - b)
      .forEach((r, k) => {
        expect(r).toBeCloseTo((k + 1) / 100, 6);
      });
  }
  expect(radii.map((list) => list.length)).toEqual([100, 100, 100]);
});

it('names one class for each spiral', () => {
  const { train } = spirals({ classes: 3 });
  expect(train.classNames).toEqual(['spiral 0', 'spiral 1', 'spiral 2']);
});
