import { clamp, type Expr, neg, type Operand, sub } from '@nadir/core';

/**
 * sign(w) · max(|w| − threshold, 0): every element moved toward 0 by the threshold ≥ 0, those
 * within it to exactly +0.
 */
export function shrink(w: Expr, threshold: Operand): Expr {
  // The same float32 numbers as the formula above, but an element that vanishes leaves no −0.
  return sub(w, clamp(w, neg(threshold), threshold));
}
