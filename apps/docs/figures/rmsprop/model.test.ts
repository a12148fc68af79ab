import { expect, test } from 'vitest';
import { initial, lengthRatio, pictureOf } from './model.js';

test('paths begin where the figure says', () => {
  const { plain, scaled } = pictureOf(initial);
  expect(plain[0]).toEqual(initial.start);
  expect(scaled[0]).toEqual(initial.start);
});

test('gradients of equal coordinates differ as the curvatures do', () => {
  const { gradients } = pictureOf({ ...initial, ratio: 100, start: [-6, 6] });
  expect(gradients[0]).toEqual([6, 600]);
});

test('v starts at zero, so the first step is γ / √(1 − α) long for both coordinates', () => {
  const { lengths, roots } = pictureOf({ ...initial, alpha: 0.75, learningRate: 0.1 });
  // √v = |g| √(1 − α) = |g| / 2.
  expect(roots[0]?.[0]).toBeCloseTo(6 / 2, 12);
  expect(roots[0]?.[1]).toBeCloseTo(600 / 2, 10);
  expect(lengths[0]?.[0]).toBeCloseTo(0.2, 6);
  expect(lengths[0]?.[1]).toBeCloseTo(0.2, 6);
});

test('curvatures cancel: from equal coordinates the path is a diagonal, whatever their ratio', () => {
  for (const ratio of [1, 10, 1000]) {
    for (const [x, y] of pictureOf({ ...initial, ratio, start: [-6, 6] }).scaled) {
      expect(y).toBeCloseTo(-x, 5);
    }
  }
});

test('ε far above √v leaves gradient descent at the learning rate γ / ε', () => {
  const settings = { ...initial, ratio: 1, learningRate: 1, epsilon: 1e8, start: [-6, 3] } as const;
  const { scaled, lengths } = pictureOf(settings);
  expect(lengths[0]?.[0]).toBeCloseTo(6e-8, 12);
  expect(scaled).toHaveLength(61);
  expect(lengthRatio(pictureOf({ ...settings, ratio: 100, start: [-6, 6] }))).toBeCloseTo(100, 2);
});

test('the two steps are equally long with a small ε, and a hundredfold apart with a large one', () => {
  expect(lengthRatio(pictureOf(initial))).toBeCloseTo(1, 6);
  // d = √v + ε with √v = 6 √0.1 and 600 √0.1, and ε = 1000.
  const [gentle, steep] = [6 * Math.sqrt(0.1) + 1000, 600 * Math.sqrt(0.1) + 1000];
  expect(lengthRatio(pictureOf({ ...initial, epsilon: 1000 }))).toBeCloseTo(
    (100 * gentle) / steep,
    9,
  );
});
