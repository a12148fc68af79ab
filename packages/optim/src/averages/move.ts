import { execute, lerp, trace } from '@nadir/core';
import { settle } from '@nadir/core/internal';
import type { Tensor } from '@tensorflow/tfjs-core';

const moveProgram = trace(
  { name: 'average', tensors: ['mean', 'value'], scalars: ['weight'] },
  ({ mean, value, weight }) => ({ mean: lerp(mean, value, weight) }),
);

/** Moves a slot by `weight` of the way to a value. Returns the tensor that holds it from now on. */
export function moveToward(mean: Tensor, value: Tensor, weight: number): Tensor {
  const outputs = execute(moveProgram, {
    tensors: { mean, value },
    scalars: { weight },
    owned: ['mean'],
  });
  return settle(mean, outputs.mean);
}
