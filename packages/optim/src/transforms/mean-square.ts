import { add, type Expr, mul } from '@nadir/core';

/**
 * β v + (1 − β) x², a running mean of squares, in the operations of PyTorch: `v.mul_(β).addcmul_(x, x, value=1 − β)`.
 *
 * It multiplies (1 − β) x by x, so that it stays finite for a larger x than x² does. Where it overflows all the same it
 * is ∞ from then on, and what is divided by its root is 0. As `lerp(v, x², 1 − β)` it would be NaN one step later.
 *
 * @param oneMinusBeta 1 − β computed on the host: in float32 the difference would lose three of seven digits.
 */
export const meanSquare = (v: Expr, x: Expr, beta: Expr, oneMinusBeta: Expr): Expr =>
  add(mul(beta, v), mul(mul(oneMinusBeta, x), x));
