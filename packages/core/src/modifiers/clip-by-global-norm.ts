import { checkPositive } from '../check.js';
import { largest, total } from '../program/expression.js';
import { defineRule } from '../transform/define-rule.js';
import type { Rule } from '../transform/rule.js';
import { checkNormType, type NormType } from './norm-type.js';
import { scalingToNorm } from './scale-to-norm.js';

const suffix = '-norm of the gradients';

/** The number over all gradients that a p-norm is the root of: the largest magnitude, or the sum of powers. */
const totalName = (p: NormType) => `${p}${suffix}`;

/** Whether a total over all gradients is that of a norm. */
export const isNormTotal = (name: string): boolean => name.endsWith(suffix);

/** The norm that such a total is of. */
export function normOfTotal(name: string, value: number): number {
  const p = name.slice(1, -suffix.length);
  return p === '1' || p === 'infinity' ? value : value ** (1 / Number(p));
}

/**
 * Scales the gradients of all parameters so that their norm together is at most `limit`, in front of a
 * rule: g ← g · min(1, limit / (‖g‖ + 1e-6)), as `torch.nn.utils.clip_grad_norm_` does it.
 *
 * So every gradient is multiplied at each step. Where one is infinite, infinite elements become NaN and
 * the others 0; where one is NaN, all become NaN. The norm never leaves the device.
 *
 * @param limit > 0.
 * @param p Which norm. Default `2`.
 * @throws {@link OptionError} when an argument is out of range.
 */
export function clipByGlobalNorm(limit: number, p: NormType = 2): Rule {
  checkPositive('clipByGlobalNorm', { limit }, 'limit');
  checkNormType('clipByGlobalNorm', { p }, 'p');
  const scale = scalingToNorm(p);
  const name = totalName(p);
  return defineRule({
    name: 'clipByGlobalNorm',
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({
      grad: scale(grad, scalars.limit, {
        sum: (of) => total(name, of),
        max: (of) => largest(name, of),
      }),
    }),
  });
}
