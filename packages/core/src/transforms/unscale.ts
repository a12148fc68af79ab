import { mul } from '../program/expression.js';
import { defineTransform } from '../transform/define-transform.js';
import { accumulate } from './accumulate.js';

/**
 * Divides the gradient by the factor that the loss was multiplied by, in front of a rule. Each micro-batch
 * is divided by its own factor, before it is added to others.
 */
export const unscale = defineTransform({
  name: 'unscale',
  scalars: (_, __, { lossScale }) => ({ inverseLossScale: 1 / lossScale }),
  update: ({ grad }, { inverseLossScale }) => ({ grad: mul(grad, inverseLossScale) }),
  further: {
    [accumulate]: ({ grad }, { inverseLossScale }) => ({ grad: mul(grad, inverseLossScale) }),
  },
});
