import { randomNormal } from '@nadir/core';
import { fans } from './fans.js';
import type { Initial } from './initial.js';
import { uniformOf } from './of-variance.js';

/**
 * Numbers between −√3 σ and √3 σ, for a weight in front of tanh and the like:
 *
 *     σ² = 2 / (fanIn + fanOut)
 *
 * Paper: Glorot & Bengio, AISTATS 2010, https://proceedings.mlr.press/v9/glorot10a.html
 *
 * @example
 * ```ts
 * const layer = new Linear(784, 256, { initial: xavierUniform() });
 * ```
 */
export const xavierUniform = (): Initial => (shape, draw) =>
  uniformOf(variance(shape), shape, draw);

/** Numbers of the normal distribution with the σ of {@link xavierUniform}, not cut off. */
export const xavierNormal = (): Initial => (shape, draw) =>
  randomNormal(shape, draw, 0, Math.sqrt(variance(shape)));

function variance(shape: readonly number[]): number {
  const { fanIn, fanOut } = fans(shape);
  return 2 / (fanIn + fanOut);
}
