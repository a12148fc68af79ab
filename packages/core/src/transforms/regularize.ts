import { add } from '../program/expression.js';
import { checkForm } from '../regularizer/check-form.js';
import type { Regularizer } from '../regularizer/regularizer.js';
import { defineTransform } from '../transform/define-transform.js';
import { required } from '../transform/options.js';
import type { Transform } from '../transform/transform.js';

/** Adds the gradient of a penalty, in front of a rule: g ← g + ∇R(θ). The penalty is fixed here. */
export function addPenaltyGradient(regularizer: Regularizer<'gradient'>): Transform {
  checkForm('addPenaltyGradient', regularizer, 'gradient');
  return defineTransform({
    name: regularizer.name,
    update: ({ param, grad }) => ({ grad: add(grad, regularizer.gradient(param)) }),
  });
}

/**
 * The proximal step of a penalty or constraint, after a rule: θ ← argmin over z of ½‖z − θ‖² + γ R(z).
 *
 * For L1 this is soft thresholding, which reaches exact zeros. γ is the option `learningRate` of the optimizer,
 * declared by the rule; the penalty is fixed here. For a constraint the step is to the nearest point of the set, and
 * the rule needs no learning rate.
 */
export function proximalStep(regularizer: Regularizer<'proximal'>): Transform {
  checkForm('proximalStep', regularizer, 'proximal');
  const { isConstraint, name } = regularizer;
  return defineTransform({
    name: `proximal ${name}`,
    defaults: isConstraint ? {} : { learningRate: required },
    scalars: ({ learningRate = 1 }) => ({ learningRate }),
    update: ({ param }, { learningRate }) => ({
      param: regularizer.proximal(param, isConstraint ? 1 : learningRate),
    }),
  });
}
