import { describe, expect, test } from 'vitest';
import type { Task } from './task.js';
import { gradientValues, integerValues, sample, startValues } from './values.js';

describe('values', () => {
  const task: Task = {
    name: 'tiny',
    kind: 'update',
    description: '',
    shapes: [[2, 2], [3]],
    spreads: [1, 0.5],
  };

  test('follow the formula, counting on from tensor to tensor', () => {
    // From the formula in Python: ((i * 2654435761 % 2**32) // 256) / 2**24 - 0.5, i = 1 and 5,
    // since the first tensor has four elements.
    const [first, second] = startValues(task);
    expect(first?.[0]).toBe(0.11803394556045532);
    expect(second?.[0]).toBe(-0.40983009338378906 / 2);
  });

  test('of gradients are below 1/64', () => {
    for (const value of gradientValues(task).flatMap((values) => [...values])) {
      expect(Math.abs(value)).toBeLessThanOrEqual(1 / 64);
    }
  });

  test('of labels are the same integers below a bound', () => {
    // From the formula in Python: (i * 2654435761 % 2**32) // 256 % 10, i = 7, 8, 9.
    expect([...integerValues(3, 10, 7)]).toEqual([3, 3, 7]);
  });

  test('are sampled across the ends of arrays', () => {
    const arrays = [Float32Array.of(0, 1, 2, 3), Float32Array.of(), Float32Array.of(4, 5, 6)];
    expect(sample(arrays, 3)).toEqual([0, 3, 6]);
    expect(sample(arrays, 10)).toEqual([0]);
  });
});
