import { expect, it } from 'vitest';
import { fitScaler, fitSharedScaler, standardise } from './scaler.js';

it('brings each column to mean 0 and deviation 1', () => {
  // Columns 1, 3 and 10, 50: means 2 and 30, deviations 1 and 20.
  const values = Float64Array.of(1, 10, 3, 50);
  const scaler = fitScaler(values, 2);
  expect(scaler).toEqual({ mean: [2, 30], deviation: [1, 20] });
  expect(standardise(values, scaler)).toEqual(Float32Array.of(-1, -1, 1, 1));
});

it('leaves a column that does not vary at zero', () => {
  // 0.1 added three times and divided is not 0.1 in binary.
  const scaler = fitScaler(Float64Array.of(0.1, 0.1, 0.1), 1);
  expect(scaler.deviation).toEqual([1]);
  expect(standardise(Float64Array.of(0.1), scaler)[0]).toBeCloseTo(0, 12);
});

it('keeps small differences of large numbers, which float32 would lose', () => {
  const values = Float64Array.of(1.7e9, 1.7e9 + 2);
  expect(standardise(values, fitScaler(values, 1))).toEqual(Float32Array.of(-1, 1));
});

it('brings columns of one kind to mean 0 and deviation 1 together', () => {
  // 1, 3, 3, 5: mean 3, deviation √2.
  const scaler = fitSharedScaler(Float64Array.of(1, 3, 3, 5), 2);
  expect(scaler).toEqual({ mean: [3, 3], deviation: [Math.SQRT2, Math.SQRT2] });
});
