import { expect, test } from 'vitest';
import { equalRate, initial, pictureOf } from './model.js';

const { start } = initial;

test('paths begin where the figure says', () => {
  const { plain, moved } = pictureOf(initial);
  expect(plain.points[0]).toEqual(start);
  expect(moved.points[0]).toEqual(start);
});

test('gradient descent multiplies each coordinate by 1 − γλ', () => {
  const { plain } = pictureOf({ ...initial, conditionNumber: 10, learningRate: 0.1 });
  // Curvatures are 1 and 10, so the factors are 0.9 and 0.
  const [x = 0, y = 0] = plain.points[3] ?? [];
  expect(x).toBeCloseTo(start[0] * 0.9 ** 3, 12);
  expect(y).toBeCloseTo(0, 12);
});

test('a learning rate beyond 2 / λ diverges without momentum, and below it does not', () => {
  const settings = { ...initial, conditionNumber: 100 };
  expect(pictureOf({ ...settings, learningRate: 0.0205 }).plain.diverged).toBe(true);
  expect(pictureOf({ ...settings, learningRate: 0.0195 }).plain.diverged).toBe(false);
});

test('momentum extends the largest learning rate to 2 (1 + μ) / λ', () => {
  const settings = { ...initial, conditionNumber: 100, momentum: 0.5 };
  expect(pictureOf({ ...settings, learningRate: 0.0305 }).moved.diverged).toBe(true);
  expect(pictureOf({ ...settings, learningRate: 0.0295 }).moved.diverged).toBe(false);
});

test('momentum gets through a ravine sooner', () => {
  const { plain, moved } = pictureOf({ ...initial, conditionNumber: 40, momentum: 0.8 });
  expect(moved.settled).toBeDefined();
  expect(plain.settled ?? Number.POSITIVE_INFINITY).toBeGreaterThan(moved.settled as number);
});

test('both forms of the buffer take one path at the learning rates that the figure names', () => {
  const summing = { ...initial, momentum: 0.8 };
  const averaging = { ...summing, averaging: true, learningRate: equalRate(summing) };
  expect(equalRate(averaging)).toBeCloseTo(summing.learningRate, 15);
  // In PyTorch's form the first step takes the whole gradient too, so the paths agree from it on.
  const [one, other] = [summing, averaging].map((settings) => pictureOf(settings).moved.points);
  for (const [i, [x, y]] of (one ?? []).entries()) {
    expect(other?.[i]?.[0]).toBeCloseTo(x, 9);
    expect(other?.[i]?.[1]).toBeCloseTo(y, 9);
  }
});
