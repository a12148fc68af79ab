import { type Tensor, tensor, util } from '@tensorflow/tfjs-core';
import { checkFinite, checkNonNegative, checkOptions, checkShape, checkUint32 } from '../check.js';
import { threefry } from '../program/threefry.js';
import type { RandomDraw } from './streams.js';

/**
 * Float32 numbers of the normal distribution, by the method of Box and Muller.
 *
 * Elements 2i and 2i + 1 come from the two words a, b of Threefry-2x32-20 with the key
 * (`key`, `stream`) and the counter (i, `step`):
 *
 *     r = √(−2 ln((a + 1) / 2³²))          φ = 2π b / 2³²
 *     mean + standardDeviation · r cos φ,  mean + standardDeviation · r sin φ
 *
 * The greatest r is √(64 ln 2) ≈ 6.66, so no number lies further out. They are computed on the host
 * in float64 and rounded once: the language of programs has neither logarithm nor cosine, and those
 * of graphics processors differ from device to device by many units in the last place. Those of
 * JavaScript engines differ by at most a few units of float64, which the rounding to float32 hides
 * but for about one number in 10⁸.
 *
 * Paper: Box & Muller 1958, https://doi.org/10.1214/aoms/1177706645
 *
 * @param mean Centre μ, finite. Default 0.
 * @param standardDeviation Width σ, finite, ≥ 0. Default 1.
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * randomNormal([2, 3], { key: 42, stream: 0, step: 0 }).print();
 * ```
 */
export function randomNormal(
  shape: readonly number[],
  draw: RandomDraw,
  mean = 0,
  standardDeviation = 1,
): Tensor {
  checkShape('randomNormal', shape);
  checkOptions('randomNormal.draw', draw);
  const { key, stream, step } = draw;
  checkUint32('randomNormal', { key, stream, step }, 'key', 'stream', 'step');
  checkFinite('randomNormal', { mean }, 'mean');
  checkNonNegative('randomNormal', { standardDeviation }, 'standardDeviation');

  const values = new Float32Array(util.sizeFromShape([...shape]));
  for (let i = 0; i < values.length; i += 2) {
    const [a, b] = threefry(key, stream, i / 2, step);
    const radius = standardDeviation * Math.sqrt(-2 * Math.log((a + 1) / 2 ** 32));
    const angle = (2 * Math.PI * b) / 2 ** 32;
    values[i] = mean + radius * Math.cos(angle);
    // Past the end of an odd length this writes nothing.
    values[i + 1] = mean + radius * Math.sin(angle);
  }
  return tensor(values, [...shape]);
}
