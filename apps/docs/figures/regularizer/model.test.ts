import { expect, test } from 'vitest';
import { fieldOf, starts } from './model.js';

const ends = (call: string, ...args: never[]) =>
  fieldOf({ call, args }).paths.map((path) => path.at(-1) ?? [Number.NaN, Number.NaN]);

test('L1 takes the same from each weight, until it is exactly 0', () => {
  const all = ends('l1', 0.3 as never);
  // 40 steps of 0.1 · 0.3.
  all.forEach(([x], i) => {
    const [start = 0] = starts[i] ?? [];
    expect(x).toBeCloseTo(Math.sign(start) * Math.max(Math.abs(start) - 1.2, 0), 12);
  });
  expect(all.filter(([x]) => x === 0).length).toBeGreaterThan(5);
});

test('a ball is reached in one step, straight', () => {
  ends('l2Ball', 1 as never).forEach(([x, y], i) => {
    const [a = 0, b = 0] = starts[i] ?? [];
    expect(Math.hypot(x, y)).toBeCloseTo(1, 9);
    expect(x * b).toBeCloseTo(y * a, 9);
  });
});

test('arguments out of their range are told', () => {
  expect(fieldOf({ call: 'l1', args: [-1] }).refused).toMatch(/^l1\.lambda: got -1/);
});
