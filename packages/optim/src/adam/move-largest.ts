import { abs, add, type Expr, lerp, max, mul } from '@nadir/core';

/** The mean m of gradients after one, and the largest magnitude u so far, slowly forgotten. */
export const moveLargest = (
  { grad, m, u }: Readonly<Record<'grad' | 'm' | 'u', Expr>>,
  scalars: Readonly<Record<'oneMinusBeta1' | 'beta2' | 'epsilon', Expr>>,
) => ({
  m: lerp(m, grad, scalars.oneMinusBeta1),
  u: max(mul(scalars.beta2, u), add(abs(grad), scalars.epsilon)),
});
