import { add, execute, mul, trace } from '@nadir/core';
import type { Tensor } from '@tensorflow/tfjs-core';

const program = trace(
  { name: 'combine', tensors: ['x', 'y'], scalars: ['alpha', 'beta'] },
  ({ x, y, alpha, beta }) => ({ combined: add(mul(alpha, x), mul(beta, y)) }),
);

/** α x + β y of two tensors of one shape, in one kernel. */
export const combine = (alpha: number, x: Tensor, beta: number, y: Tensor): Tensor =>
  execute(program, { tensors: { x, y }, scalars: { alpha, beta } }).combined as Tensor;
