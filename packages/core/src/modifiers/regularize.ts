import { add, defineRule, type Rule } from '../program/index.js';
import { l1 } from '../regularizers/l1.js';
import type { GradientPenalty, ProximalPenalty } from '../regularizers/regularizer.js';

/** Adds the gradient of a penalty, in front of a rule: g ← g + ∇R(θ). */
export const addPenaltyGradient = (regularizer: GradientPenalty): Rule =>
  defineRule({
    name: regularizer.name,
    update: ({ param, grad }) => ({ grad: add(grad, regularizer.gradient(param)) }),
  });

/**
 * The proximal step of a penalty, after a rule: θ ← argmin over z of ½‖z − θ‖² + γ R(z).
 *
 * For L1 this is soft thresholding, which reaches exact zeros.
 */
export const proximalStep = (regularizer: ProximalPenalty): Rule =>
  defineRule({
    name: `proximal ${regularizer.name}`,
    defaults: { learningRate: 1e-3 },
    scalars: ({ learningRate }) => ({ learningRate }),
    update: ({ param }, { learningRate }) => ({
      param: regularizer.proximal(param, learningRate),
    }),
  });

/**
 * Soft thresholding by γ λ, after a rule: the proximal step of {@link l1}.
 *
 * @param lambda Strength λ ≥ 0.
 */
export const softThreshold = (lambda: number): Rule => proximalStep(l1(lambda, { include: 'all' }));
