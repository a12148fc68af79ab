import { defineRule, mul } from '../program/index.js';

/** Divides the gradient by the factor that the loss was multiplied by, in front of a rule. */
export const unscale = defineRule({
  name: 'unscale',
  defaults: { lossScale: 1 },
  scalars: ({ lossScale }) => ({ inverseLossScale: 1 / lossScale }),
  update: ({ grad }, { inverseLossScale }) => ({ grad: mul(grad, inverseLossScale) }),
});
