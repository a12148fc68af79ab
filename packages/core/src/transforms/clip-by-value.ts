import { checkPositive } from '../check.js';
import { clamp, neg } from '../program/expression.js';
import { registerNamed } from '../state/named.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';

/**
 * Keeps each element of the gradient within [−limit, limit], in front of a rule, as `optax.clip`. NaN stays NaN.
 *
 * The limit is fixed here and is no option of the optimizer.
 *
 * @param limit > 0.
 * @throws {@link OptionError} when `limit` is out of range.
 */
export function clipByValue(limit: number): Transform {
  checkPositive('clipByValue', { limit }, 'limit');
  return defineTransform({
    name: 'clipByValue',
    config: { guard: 'clipByValue', limit },
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({ grad: clamp(grad, neg(scalars.limit), scalars.limit) }),
  });
}

registerNamed('guard', 'clipByValue', ({ limit }) => clipByValue(limit as number));
