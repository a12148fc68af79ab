import { type Expr, lerp, max, square } from '@nadir/core';
import { type MomentScalars, rootOf } from './moments.js';

/** What {@link moveMoments} reads. */
type Moments = Readonly<Record<'grad' | 'm' | 'v' | 'vMax', Expr>>;

/** The means of Adam after a gradient, and the root to divide by: with `amsgrad` that of the largest v so far. */
export function moveMoments({ grad, m, v, vMax }: Moments, s: MomentScalars, amsgrad: boolean) {
  const mNext = lerp(m, grad, s.oneMinusBeta1);
  const vNext = lerp(v, square(grad), s.oneMinusBeta2);
  const vMaxNext = amsgrad ? max(vMax, vNext) : undefined;
  return {
    mNext,
    root: rootOf(vMaxNext ?? vNext, s.vScale, s.epsilon),
    means: { m: mNext, v: vNext, ...(vMaxNext && { vMax: vMaxNext }) },
  };
}
