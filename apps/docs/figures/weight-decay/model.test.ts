import { expect, test } from 'vitest';
import { gapOf, initial, pictureOf, sizes, steps } from './model.js';

test('with SGD both kinds of decay are one run', () => {
  const { sgd } = pictureOf(initial);
  expect(gapOf(sgd.l2, sgd.decoupled)).toBeLessThan(1e-12);
  expect(sgd.l2.at(-1)).toBeLessThan(0.75);
});

test('with Adam they part', () => {
  const { adam } = pictureOf(initial);
  expect(gapOf(adam.l2, adam.decoupled)).toBeGreaterThan(0.1);
});

test('without decay nothing shrinks', () => {
  const { shrinkage, adam } = pictureOf({ ...initial, weightDecay: 0 });
  for (const [, share] of [...shrinkage.l2, ...shrinkage.decoupled]) expect(share).toBe(0);
  expect(gapOf(adam.l2, adam.decoupled)).toBe(0);
});

test('a gradient that only changes its sign is the root of its mean square', () => {
  const { shrinkage } = pictureOf(initial);
  for (const [i, [root]] of shrinkage.decoupled.entries()) {
    expect(root).toBeCloseTo(sizes[i] as number, 12);
  }
});

test('decoupled decay takes 1 − (1 − γλ)ⁿ of every weight, whatever its gradients', () => {
  const { learningRate, weightDecay } = initial;
  const share = 1 - (1 - learningRate * weightDecay) ** steps;
  // The steps of Adam in between, which shrink as well, are at most γ √n in size.
  for (const [, taken] of pictureOf(initial).shrinkage.decoupled) {
    expect(Math.abs(taken - share)).toBeLessThan(share * learningRate * 4 * Math.sqrt(steps));
  }
});

test('L2 takes less of a weight the larger its gradients are', () => {
  const { l2, decoupled } = pictureOf(initial).shrinkage;
  const mean = (values: readonly (readonly number[])[]) =>
    values.reduce((sum, [, share = 0]) => sum + share, 0) / values.length;
  const [small, large] = [l2.slice(0, 6), l2.slice(-6)].map(mean);
  expect(small).toBeGreaterThan(0.8);
  expect(large).toBeLessThan(0.25);
  expect(large).toBeLessThan(mean(decoupled.slice(-6)));
});
