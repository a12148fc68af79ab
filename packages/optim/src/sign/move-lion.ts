import { type Expr, lerp, sign } from '@nadir/core';

/** The direction of Lion, and its mean of gradients after it. */
export const moveLion = (
  { grad, m }: Readonly<Record<'grad' | 'm', Expr>>,
  scalars: Readonly<Record<'oneMinusBeta1' | 'oneMinusBeta2', Expr>>,
) => ({
  direction: sign(lerp(m, grad, scalars.oneMinusBeta1)),
  m: lerp(m, grad, scalars.oneMinusBeta2),
});
