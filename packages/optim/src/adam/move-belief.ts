import { add, type Expr, lerp, square, sub } from '@nadir/core';
import type { MomentScalars } from './moments.js';

/** The mean m of gradients after one, and the mean s of the squares by which they surprise it. */
export function moveBelief(
  { grad, m, s }: Readonly<Record<'grad' | 'm' | 's', Expr>>,
  { oneMinusBeta1, oneMinusBeta2 }: Pick<MomentScalars, 'oneMinusBeta1' | 'oneMinusBeta2'>,
  epsilonRoot: Expr,
) {
  const mNext = lerp(m, grad, oneMinusBeta1);
  const moved = lerp(s, square(sub(grad, mNext)), oneMinusBeta2);
  return { m: mNext, s: add(moved, epsilonRoot) };
}
