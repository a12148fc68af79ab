import { checkPositive } from '../check.js';
import {
  add,
  defineRule,
  div,
  min,
  mul,
  type Rule,
  sqrt,
  square,
  total,
} from '../program/index.js';

/** Name of the total over all gradients of their squares. */
export const squaredGradientNorm = 'squaredGradientNorm';

/**
 * Scales the gradients of all parameters so that their 2-norm together is at most `limit`, in front of a
 * rule: g ← g · min(1, limit / (‖g‖ + 1e-6)), as `torch.nn.utils.clip_grad_norm_` does it. The norm never
 * leaves the device.
 *
 * @param limit > 0.
 * @throws {@link OptionError} when `limit` is out of range.
 */
export function clipByGlobalNorm(limit: number): Rule {
  checkPositive('clipByGlobalNorm', { limit }, 'limit');
  return defineRule({
    name: 'clipByGlobalNorm',
    scalars: () => ({ limit }),
    update({ grad }, scalars) {
      const norm = sqrt(total(squaredGradientNorm, square(grad)));
      return { grad: mul(grad, min(1, div(scalars.limit, add(norm, 1e-6)))) };
    },
  });
}
