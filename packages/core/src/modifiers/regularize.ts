import { add } from '../program/expression.js';
import type { Regularizer } from '../regularizer/regularizer.js';
import { defineRule } from '../transform/define-rule.js';
import type { Rule } from '../transform/rule.js';

/** Adds the gradient of a penalty, in front of a rule: g ← g + ∇R(θ). */
export const addPenaltyGradient = (regularizer: Regularizer<'gradient'>): Rule =>
  defineRule({
    name: regularizer.name,
    update: ({ param, grad }) => ({ grad: add(grad, regularizer.gradient(param)) }),
  });

/**
 * The proximal step of a penalty or constraint, after a rule: θ ← argmin over z of ½‖z − θ‖² + γ R(z).
 *
 * For L1 this is soft thresholding, which reaches exact zeros. For a constraint it is the nearest point of
 * the set, and the rule needs no learning rate γ.
 */
export function proximalStep(regularizer: Regularizer<'proximal'>): Rule {
  const name = `proximal ${regularizer.name}`;
  if (regularizer.isConstraint) {
    return defineRule({ name, update: ({ param }) => ({ param: regularizer.proximal(param, 1) }) });
  }
  return defineRule({
    name,
    defaults: { learningRate: 1e-3 },
    scalars: ({ learningRate }) => ({ learningRate }),
    update: ({ param }, { learningRate }) => ({
      param: regularizer.proximal(param, learningRate),
    }),
  });
}
