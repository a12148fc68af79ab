import { type Tensor, tidy, zerosLike } from '@tensorflow/tfjs-core';
import { abs, add, div, square } from '../../program/expression.js';
import { sum } from '../../program/reduce.js';
import { execute } from '../../program/run/execute.js';
import { trace } from '../../program/trace.js';
import type { Transform } from '../../transform/transform.js';
import { powersOf } from '../../transforms/scale-to-norm.js';
import { totalOf } from '../step/total.js';
import type { Graded } from './verdict.js';

/** The p of the norm that gradients are clipped by; `undefined` where no sum can leave float32. */
export function clippedPower(clip: Transform | undefined): number | undefined {
  const config = clip?.config;
  return config?.guard === 'clipByGlobalNorm' && typeof config.p === 'number'
    ? config.p
    : undefined;
}

/**
 * Σ|g|ᵖ over the gradients of a step, as `clipByGlobalNorm` computes it: ∞ where that leaves float32.
 *
 * @param microBatches How many of them the step takes the mean of.
 */
export const sumOfPowers = (p: number, graded: readonly Graded[], microBatches: number): Tensor =>
  tidy(() =>
    totalOf(
      graded.map((one) => powerSum(p, meanGradient(one, microBatches))),
      'sum',
    ),
  );

function meanGradient({ grad, slots }: Graded, count: number): Tensor {
  const last = grad as Tensor;
  const accumulated = slots.accumulated as Tensor | undefined;
  if (accumulated === undefined && count === 1) return last;
  const tensors = { grad: last, accumulated: accumulated ?? zerosLike(last) };
  return execute(meanOfMicroBatches, { tensors, scalars: { count } }).mean as Tensor;
}

function powerSum(p: number, grad: Tensor): Tensor {
  if (p === 1) return execute(sumOfMagnitudes, { tensors: { grad } }).sum as Tensor;
  if (p === 2) return execute(sumOfSquares, { tensors: { grad } }).sum as Tensor;
  return execute(sumOfElements, { tensors: { powers: powersOf(grad, p) } }).sum as Tensor;
}

const meanOfMicroBatches = trace(
  { name: 'meanOfMicroBatches', tensors: ['grad', 'accumulated'], scalars: ['count'] },
  ({ grad, accumulated, count }) => ({ mean: div(add(accumulated, grad), count) }),
);
const sumOfMagnitudes = trace({ name: 'sumOfMagnitudes', tensors: ['grad'] }, ({ grad }) => ({
  sum: sum(abs(grad)),
}));
const sumOfSquares = trace({ name: 'sumOfSquares', tensors: ['grad'] }, ({ grad }) => ({
  sum: sum(square(grad)),
}));
const sumOfElements = trace({ name: 'sumOfElements', tensors: ['powers'] }, ({ powers }) => ({
  sum: sum(powers),
}));
