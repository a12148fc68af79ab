import { mul } from '../program/expression.js';
import { defineRule } from '../transform/define-rule.js';
import { accumulate } from './accumulate.js';

/**
 * Divides the gradient by the factor that the loss was multiplied by, in front of a rule. Each micro-batch
 * is divided by its own factor, before it is added to others.
 */
export const unscale = defineRule({
  name: 'unscale',
  defaults: { lossScale: 1 },
  scalars: ({ lossScale }) => ({ inverseLossScale: 1 / lossScale }),
  update: ({ grad }, { inverseLossScale }) => ({ grad: mul(grad, inverseLossScale) }),
  further: {
    [accumulate]: ({ grad }, { inverseLossScale }) => ({ grad: mul(grad, inverseLossScale) }),
  },
});
