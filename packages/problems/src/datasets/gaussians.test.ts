import { expect, it } from 'vitest';
import { gaussians } from './gaussians.js';

it('centres each blob on the unit circle', () => {
  const { train } = gaussians({ examples: 20, classes: 4, noise: 0, testShare: 0 });
  const centres = [
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
  ];
  train.labels.forEach((label, row) => {
    const [x, y] = centres[label] as [number, number];
    expect(train.features[2 * row]).toBeCloseTo(x, 7);
    expect(train.features[2 * row + 1]).toBeCloseTo(y, 7);
  });
});

it('spreads each blob by the noise along both axes, independently', () => {
  const { train } = gaussians({ examples: 10_000, classes: 2, noise: 0.3, testShare: 0 });
  let [xx, xy, yy] = [0, 0, 0];
  train.labels.forEach((label, row) => {
    const x = ((train.features[2 * row] as number) - (label === 0 ? 1 : -1)) / 0.3;
    const y = (train.features[2 * row + 1] as number) / 0.3;
    xx += (x * x) / 10_000;
    xy += (x * y) / 10_000;
    yy += (y * y) / 10_000;
  });
  // Five standard errors of the mean of 10 000 squares (√2 %) and products (1 %).
  expect(Math.abs(xx - 1)).toBeLessThan(0.071);
  expect(Math.abs(yy - 1)).toBeLessThan(0.071);
  expect(Math.abs(xy)).toBeLessThan(0.05);
});
