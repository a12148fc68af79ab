import { defineRule, mul } from '../program/index.js';

/**
 * Multiplies the gradient by the 0-D tensor `gradientScale`, in front of a rule. Clipping by the
 * norm over all parameters is this, and the factor never leaves the device.
 */
export const scaleGradient = defineRule({
  name: 'scaleGradient',
  broadcasts: ['gradientScale'],
  update: ({ grad, gradientScale }) => ({ grad: mul(grad, gradientScale) }),
});
