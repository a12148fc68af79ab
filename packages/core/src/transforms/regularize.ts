import { add } from '../program/expression.js';
import type { GradientPenalty, ProximalPenalty } from '../regularizer/regularizer.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';

/** Adds the gradient of a penalty, in front of a rule: g ← g + ∇R(θ). */
export const addPenaltyGradient = (regularizer: GradientPenalty): Transform =>
  defineTransform({
    name: regularizer.name,
    update: ({ param, grad }) => ({ grad: add(grad, regularizer.gradient(param)) }),
  });

/**
 * The proximal step of a penalty, after a rule: θ ← argmin over z of ½‖z − θ‖² + γ R(z).
 *
 * For L1 this is soft thresholding, which reaches exact zeros.
 */
export const proximalStep = (regularizer: ProximalPenalty): Transform =>
  defineTransform({
    name: `proximal ${regularizer.name}`,
    defaults: { learningRate: 1e-3 },
    scalars: ({ learningRate }) => ({ learningRate }),
    update: ({ param }, { learningRate }) => ({
      param: regularizer.proximal(param, learningRate),
    }),
  });
