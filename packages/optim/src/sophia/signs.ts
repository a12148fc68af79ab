import { bits, execute, less, type RandomDraw, trace, uniform, where } from '@nadir/core';
import type { Tensor } from '@tensorflow/tfjs-core';

const signsProgram = trace(
  { name: 'RandomSigns', integers: ['key', 'stream', 'step'] },
  ({ key, stream, step }) => ({ value: where(less(uniform(bits(key, stream, step)), 0.5), -1, 1) }),
);

/** −1 or 1 for each element, each as likely: the highest of its random bits decides. */
export function randomSigns(shape: readonly number[], draw: RandomDraw): Tensor {
  const { key, stream, step } = draw;
  return execute(signsProgram, { tensors: {}, scalars: { key, stream, step }, shape })
    .value as Tensor;
}
