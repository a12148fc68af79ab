import { div, type Expr, lerp, mul, sign, square, sub } from '@nadir/core';
import { type MomentScalars, rootOf } from './moments.js';

/** What the means of Yogi begin with. */
const begin = (o: { readonly initialAccumulatorValue: number }): number =>
  o.initialAccumulatorValue;

/** That for each of them. */
export const yogiInitial = { m: begin, v: begin };

/** The means of Yogi after a gradient, and the direction m̂ / (√v̂ + ε). */
export function moveYogi(
  { grad, m, v }: Readonly<Record<'grad' | 'm' | 'v', Expr>>,
  { oneMinusBeta1, oneMinusBeta2, mScale, vScale, epsilon }: MomentScalars,
) {
  const squared = square(grad);
  const mNext = lerp(m, grad, oneMinusBeta1);
  const vNext = sub(v, mul(mul(oneMinusBeta2, sign(sub(v, squared))), squared));
  const direction = div(mul(mScale, mNext), rootOf(vNext, vScale, epsilon));
  return { direction, means: { m: mNext, v: vNext } };
}
