import type { Tensor } from '@tensorflow/tfjs-core';
import { bits, execute, less, trace, uniform, where } from '../program/index.js';
import type { RandomDraw } from './streams.js';

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
