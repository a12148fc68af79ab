import type { Transform } from '@nadir/core';
import { proximalStep } from '@nadir/core/internal';
import { l1 } from '../regularizers/penalties/l1.js';

/**
 * Soft thresholding, after a rule: θ ← sign(θ) max(|θ| − γ λ, 0), the proximal step of {@link l1}.
 *
 * γ is the option `learningRate` of the optimizer. λ is fixed here.
 *
 * @param lambda Strength λ ≥ 0.
 */
export const softThreshold = (lambda: number): Transform =>
  proximalStep(l1(lambda, { include: 'all' }));
