import type { Rule } from '@nadir/core';
import { proximalStep } from '@nadir/core/internal';
import { l1 } from '../regularizers/penalties/l1.js';

/**
 * Soft thresholding by γ λ, after a rule: the proximal step of {@link l1}.
 *
 * @param lambda Strength λ ≥ 0.
 */
export const softThreshold = (lambda: number): Rule => proximalStep(l1(lambda, { include: 'all' }));
