import { checkPositive } from '../check.js';
import { clamp, neg } from '../program/expression.js';
import { defineRule } from '../transform/define-rule.js';
import type { Rule } from '../transform/rule.js';

/**
 * Keeps each element of the gradient within [−limit, limit], in front of a rule. NaN stays NaN.
 *
 * @param limit > 0.
 * @throws {@link OptionError} when `limit` is out of range.
 */
export function clipByValue(limit: number): Rule {
  checkPositive('clipByValue', { limit }, 'limit');
  return defineRule({
    name: 'clipByValue',
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({ grad: clamp(grad, neg(scalars.limit), scalars.limit) }),
  });
}
