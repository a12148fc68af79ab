import { randomNormal } from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { fans } from './fans.js';
import type { Initial } from './initial.js';
import { uniformOf } from './of-variance.js';

/**
 * Numbers between −√3 σ and √3 σ, for a weight in front of a leaky ReLU of slope a:
 *
 *     σ² = 2 / ((1 + a²) fanIn)
 *
 * With a = √5 this is U(±1/√fanIn), the first weight of `torch.nn.Linear`.
 *
 * Paper: He et al., ICCV 2015, https://arxiv.org/abs/1502.01852
 *
 * @param negativeSlope a, ≥ 0. Default `0`, for a ReLU.
 * @throws {@link OptionError} when it is out of range.
 * @example
 * ```ts
 * const layer = new Linear(784, 256, { initial: kaimingUniform() });
 * ```
 */
export function kaimingUniform(negativeSlope = 0): Initial {
  checkNonNegative('kaimingUniform', { negativeSlope }, 'negativeSlope');
  return (shape, draw) => uniformOf(variance(shape, negativeSlope), shape, draw);
}

/**
 * Numbers of the normal distribution with the σ of {@link kaimingUniform}, not cut off.
 *
 * @param negativeSlope a, ≥ 0. Default `0`, for a ReLU.
 * @throws {@link OptionError} when it is out of range.
 */
export function kaimingNormal(negativeSlope = 0): Initial {
  checkNonNegative('kaimingNormal', { negativeSlope }, 'negativeSlope');
  return (shape, draw) => randomNormal(shape, draw, 0, Math.sqrt(variance(shape, negativeSlope)));
}

const variance = (shape: readonly number[], negativeSlope: number): number =>
  2 / ((1 + negativeSlope ** 2) * fans(shape).fanIn);
