import { expect, test } from 'vitest';
import { initial, outcomesOf } from './model.js';
import { gradientAt, truth } from './problem.js';

test('without a penalty the weights come near those that made the targets', () => {
  // The gradient at the truth is the noise of 0.5 alone: its entries have the standard deviation 0.5 / √60.
  for (const gradient of gradientAt(truth)) expect(Math.abs(gradient)).toBeLessThan(0.26);
});

test('proximal steps end where the gradient is −λ sign w, and at most λ at a zero', () => {
  const { weights } = outcomesOf(initial).proximal;
  for (const [j, gradient] of gradientAt(weights).entries()) {
    const weight = weights[j] as number;
    if (weight === 0) expect(Math.abs(gradient)).toBeLessThanOrEqual(initial.lambda + 1e-9);
    else expect(gradient).toBeCloseTo(-initial.lambda * Math.sign(weight), 4);
  }
});

test('proximal steps leave exactly the four features that matter', () => {
  const { weights, zeros } = outcomesOf(initial).proximal;
  expect(zeros).toBe(16);
  expect(weights.map((weight) => weight !== 0)).toEqual(truth.map((weight) => weight !== 0));
});

test('the subgradient makes no exact zero: weights stay within a step γλ of it', () => {
  const { weights, zeros } = outcomesOf(initial).subgradient;
  expect(zeros).toBe(0);
  const stepLength = initial.learningRate * initial.lambda;
  for (const [j, weight] of weights.entries()) {
    if (truth[j] === 0) expect(Math.abs(weight)).toBeLessThan(2 * stepLength);
  }
});

test('a smaller learning rate brings the subgradient nearer to 0, and never to it', () => {
  const sizes = [0.2, 0.05].map((learningRate) => {
    const { weights, zeros } = outcomesOf({ ...initial, learningRate }).subgradient;
    expect(zeros).toBe(0);
    return Math.max(...weights.filter((_, j) => truth[j] === 0).map(Math.abs));
  });
  expect(sizes[1]).toBeLessThan(sizes[0] as number);
});

test('L2 ends where the gradient is −2λw, and has no zero', () => {
  const { weights, zeros } = outcomesOf(initial).ridge;
  expect(zeros).toBe(0);
  for (const [j, gradient] of gradientAt(weights).entries()) {
    expect(gradient).toBeCloseTo(-2 * initial.lambda * (weights[j] as number), 4);
  }
});
