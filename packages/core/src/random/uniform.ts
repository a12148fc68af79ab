import type { Tensor } from '@tensorflow/tfjs-core';
import { checkFinite, checkOptions, checkShape, checkUint32 } from '../check.js';
import { OptionError } from '../errors.js';
import { add, bits, mul, uniform } from '../program/expression.js';
import { execute } from '../program/run/execute.js';
import { trace } from '../program/trace.js';
import type { RandomDraw } from './streams.js';

/** `low + range · u` for u in [0, 1), on symbols. */
export const uniformProgram = trace(
  { name: 'RandomUniform', scalars: ['low', 'range'], integers: ['key', 'stream', 'step'] },
  ({ low, range, key, stream, step }) => ({
    value: add(low, mul(range, uniform(bits(key, stream, step)))),
  }),
);

/**
 * Float32 numbers spread evenly between `low` and `high`.
 *
 * Element i is `low + (high − low) · u`, where u is the upper 24 bits of Threefry-2x32-20 with the
 * key (`key`, `stream`) and the counter (i, `step`), times 2⁻²⁴. The bounds are rounded to float32
 * first and each of the two operations is one float32 operation, so every backend gives the same
 * bits. u is below 1, but the addition may round up to `high`.
 *
 * @param low Smallest number, finite. Default 0.
 * @param high Greatest number, finite, ≥ `low`. Default 1.
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * randomUniform([2, 3], { key: 42, stream: 0, step: 0 }, -1, 1).print();
 * ```
 */
export function randomUniform(
  shape: readonly number[],
  draw: RandomDraw,
  low = 0,
  high = 1,
): Tensor {
  checkShape('randomUniform', shape);
  checkOptions('randomUniform.draw', draw);
  const { key, stream, step } = draw;
  checkUint32('randomUniform', { key, stream, step }, 'key', 'stream', 'step');
  checkFinite('randomUniform', { low, high }, 'low', 'high');
  if (low > high) {
    throw new OptionError(`randomUniform: got low ${low} and high ${high}, expected low ≤ high.`);
  }
  const range = Math.fround(high) - Math.fround(low);
  const scalars = { low, range, key, stream, step };
  return execute(uniformProgram, { tensors: {}, scalars, shape }).value as Tensor;
}
