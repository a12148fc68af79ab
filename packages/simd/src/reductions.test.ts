import { add, largest, sum, trace } from '@nadir/core';
import { describe, expect, test } from 'vitest';
import { readReductions, reductionBytes, resetReductions } from './index.js';

const program = trace({ name: 'test', tensors: ['x'] }, ({ x }) => ({
  m: largest(x),
  x: add(x, 1),
  n: sum(x),
}));

describe('reductions', () => {
  test('take only their own bytes, one after the other', () => {
    const bytes = new Uint8Array(3 * reductionBytes + 16).fill(7);
    resetReductions(program, bytes.buffer, 16);
    expect([...bytes.subarray(0, 16)]).toEqual(Array(16).fill(7));
    expect([...bytes.subarray(16 + 2 * reductionBytes)]).toEqual(Array(reductionBytes).fill(7));
    expect(readReductions(program, bytes.buffer, 16)).toEqual({ m: -Infinity, n: 0 });
  });

  test('are added as (0 + 1) + (2 + 3) in float64 and rounded once', () => {
    const { buffer } = new Uint8Array(2 * reductionBytes);
    resetReductions(program, buffer, 0);
    // In float64, 1 + 2⁵³ is 2⁵³: from left to right the sum would be 0.
    new Float64Array(buffer, reductionBytes).set([0, 1, 2 ** 53, -(2 ** 53)]);
    expect(readReductions(program, buffer, 0).n).toBe(1);
    new Float64Array(buffer, reductionBytes).set([2 ** 24, 1, 0, 0]);
    expect(readReductions(program, buffer, 0).n).toBe(2 ** 24);
  });

  test('find the largest lane, and NaN in any', () => {
    const { buffer } = new Uint8Array(2 * reductionBytes);
    for (let lane = 0; lane < 4; lane++) {
      const lanes = Float32Array.of(-4, -4, -4, -4);
      lanes[lane] = -3;
      new Float32Array(buffer, 0, 4).set(lanes);
      expect(readReductions(program, buffer, 0).m).toBe(-3);
      lanes[lane] = Number.NaN;
      new Float32Array(buffer, 0, 4).set(lanes);
      expect(readReductions(program, buffer, 0).m).toBeNaN();
    }
  });
});
