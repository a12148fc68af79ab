import type { NumberArray } from '@nadir/core';
import { bothWays, distance, normalArray } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { matrixOf, product, transposed } from './matrix.js';
import { newtonSchulz } from './newton-schulz.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const numbers = { a: 3.4445, b: -4.775, c: 2.0315, steps: 5, epsilon: 1e-7 };

/** Singular values of a matrix with two columns: roots of the eigenvalues of a symmetric 2 × 2 matrix. */
function singularValues(array: NumberArray): [number, number] {
  const x = matrixOf(array);
  const [p = 0, q = 0, , r = 0] = product(transposed(x), x).values;
  const radius = Math.hypot((p - r) / 2, q);
  return [Math.sqrt((p + r) / 2 + radius), Math.sqrt((p + r) / 2 - radius)];
}

describe('newtonSchulz', () => {
  it('brings singular values near 1, with the coefficients of Muon into [0.68, 1.21]', () => {
    // a σ + b σ³ + c σ⁵ has a maximum of 1.203 at 0.555 and a minimum of 0.681 at 1.050.
    for (const seed of [1, 2, 3, 4]) {
      const { device, double } = bothWays(newtonSchulz, [normalArray([6, 2], seed)], numbers);
      for (const { orthogonal } of [device, double]) {
        const [largest, smallest] = singularValues(orthogonal as NumberArray);
        expect(largest).toBeLessThan(1.21);
        expect(smallest).toBeGreaterThan(0.68);
      }
    }
  });

  it('sends a singular value σ to a σ + b σ³ + c σ⁵, and keeps the singular vectors', () => {
    // diag(3, 4) has the norm 5.
    const given = { shape: [2, 2], values: Float32Array.of(3, 0, 0, 4) };
    const { device, double } = bothWays(newtonSchulz, [given], { ...numbers, steps: 1 });
    const of = (s: number) => 3.4445 * s - 4.775 * s ** 3 + 2.0315 * s ** 5;
    const expected = { shape: [2, 2], values: Float64Array.of(of(0.6), 0, 0, of(0.8)) };
    expect(distance(double.orthogonal as NumberArray, expected)).toBeLessThan(1e-15);
    expect(distance(device.orthogonal as NumberArray, expected)).toBeLessThan(1e-6);
  });

  it('converges to U Vᵀ with the classical coefficients', () => {
    // A rotation by an angle with cosine 0.6, times a symmetric positive matrix.
    const rotation = [0.6, -0.8, 0.8, 0.6] as const;
    const [p, q, r, s] = rotation;
    const [x, y, z] = [2, 0.5, 1];
    const values = Float32Array.of(p * x + q * y, p * y + q * z, r * x + s * y, r * y + s * z);
    const { device, double } = bothWays(newtonSchulz, [{ shape: [2, 2], values }], {
      ...{ a: 1.875, b: -1.25, c: 0.375, steps: 20, epsilon: 1e-7 },
    });
    const expected = { shape: [2, 2], values: Float64Array.from(rotation) };
    expect(distance(double.orthogonal as NumberArray, expected)).toBeLessThan(1e-6);
    expect(distance(device.orthogonal as NumberArray, expected)).toBeLessThan(1e-6);
  });

  it('is the same for a matrix and its transpose', () => {
    const given = normalArray([3, 7], 5);
    const turned = transposed(matrixOf(given));
    const { device: wide } = bothWays(newtonSchulz, [given], numbers);
    const { device: tall } = bothWays(
      newtonSchulz,
      [{ shape: [7, 3], values: turned.values }],
      numbers,
    );
    const back = transposed(matrixOf(tall.orthogonal as NumberArray));
    expect([...back.values]).toEqual([...(wide.orthogonal as NumberArray).values]);
  });

  it('leaves zeros zeros', () => {
    const { device, double } = bothWays(
      newtonSchulz,
      [{ shape: [2, 3], values: new Float32Array(6) }],
      numbers,
    );
    expect([...(device.orthogonal as NumberArray).values]).toEqual(Array(6).fill(0));
    expect([...(double.orthogonal as NumberArray).values]).toEqual(Array(6).fill(0));
  });

  it('with TensorFlow.js is within rounding of what the interpreter says', () => {
    for (const shape of [
      [5, 5],
      [16, 9],
    ]) {
      const { device, double } = bothWays(newtonSchulz, [normalArray(shape, 6)], numbers);
      // Five steps amplify the rounding of a small singular value by at most 3.4445⁵ = 485.
      expect(
        distance(device.orthogonal as NumberArray, double.orthogonal as NumberArray),
      ).toBeLessThan(485 * 2 ** -23);
    }
  });
});
