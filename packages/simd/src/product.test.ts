import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindProduct, compileProduct } from './product.js';

const memory = new WebAssembly.Memory({ initial: 64 });
const floats = new Float32Array(memory.buffer);
const product = bindProduct(compileProduct(), memory);

/** The plain loop, each product and each sum rounded to float32. */
function plain(
  a: (i: number, p: number) => number,
  m: number,
  k: number,
  n: number,
  from: Float32Array,
) {
  const c = from.slice();
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      for (let p = 0; p < k; p++) {
        const term = Math.fround(a(i, p) * (floats[bAt / 4 + p * n + j] as number));
        c[i * n + j] = Math.fround((c[i * n + j] as number) + term);
      }
    }
  }
  return c;
}

const [aAt, bAt, cAt] = [64, 400_000, 2_400_000];

const fill = (from: number, count: number, salt: number) => {
  for (let i = 0; i < count; i++)
    floats[from / 4 + i] = Math.sin(12.9898 * i + salt) * (1 + (i % 7));
};

function expectPlain(m: number, k: number, n: number, isTransposed: boolean, adds: boolean) {
  fill(aAt, m * k, 1);
  fill(bAt, k * n, 2);
  // What lies behind C must stay.
  fill(cAt, m * n + 8, 3);
  const [rowStep, columnStep] = isTransposed ? [4, 4 * m] : [4 * k, 4];
  const before = floats.slice(cAt / 4, cAt / 4 + m * n + 8);
  const a = (i: number, p: number) => floats[(aAt + i * rowStep + p * columnStep) / 4] as number;
  const expected = plain(a, m, k, n, adds ? before.subarray(0, m * n) : new Float32Array(m * n));
  product({ a: aAt, b: bAt, c: cAt, m, k, n, rowStep, columnStep, adds });
  expect(floats.slice(cAt / 4, cAt / 4 + m * n)).toEqual(expected);
  expect(floats.slice(cAt / 4 + m * n, cAt / 4 + m * n + 8)).toEqual(before.slice(m * n));
}

describe('a product of matrices', () => {
  it('is that of the plain loop to the bit, whatever the sizes', () => {
    const size = fc.integer({ min: 1, max: 45 });
    const flag = fc.boolean();
    fc.assert(fc.property(size, size, size, flag, flag, expectPlain), { numRuns: 60 });
  });

  it('is so where it is computed part by part', () => {
    for (const [m, k, n] of [
      [5, 513, 70],
      [4, 256, 32],
      [3, 700, 33],
    ] as const) {
      expectPlain(m, k, n, false, false);
      expectPlain(m, k, n, true, true);
    }
  });

  it('keeps NaN and infinities', () => {
    floats.set([Number.NaN, 1, 0, Infinity], aAt / 4);
    floats.set([1, 2, 3, 4], bAt / 4);
    product({ a: aAt, b: bAt, c: cAt, m: 2, k: 2, n: 2, rowStep: 8, columnStep: 4, adds: false });
    expect([...floats.subarray(cAt / 4, cAt / 4 + 4)]).toEqual([
      Number.NaN,
      Number.NaN,
      Infinity,
      Infinity,
    ]);
  });
});
