import { expect, it } from 'vitest';
import { shuffledOrder } from './order.js';

const order = (epoch: number, seed = 0) => [...shuffledOrder(100, { key: seed, stream: 3 }, epoch)];

it('holds each row once', () => {
  expect(order(1).sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, i) => i));
});

it('is another order in each epoch and for each seed, and the same for the same', () => {
  expect(order(1)).toEqual(order(1));
  expect(order(1)).not.toEqual(order(2));
  expect(order(1)).not.toEqual(order(1, 1));
});

it('is fair: each row comes first about as often as any other', () => {
  const first = new Array<number>(5).fill(0);
  for (let epoch = 0; epoch < 5000; epoch++) {
    const row = shuffledOrder(5, { key: 1, stream: 0 }, epoch)[0] as number;
    first[row] = (first[row] as number) + 1;
  }
  // 1000 expected, with a standard deviation of √(5000 · 0.2 · 0.8) ≈ 28; five of them.
  for (const times of first) expect(Math.abs(times - 1000)).toBeLessThan(141);
});
