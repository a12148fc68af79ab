import { checkPositive } from '../check.js';
import { div, max, mean, sqrt, square } from '../program/expression.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';

/**
 * Divides the gradient of each parameter by max(1, rms / limit), where rms is the root of the mean of
 * its squares, in front of a rule. Unlike that of a norm, the bound does not depend on the number of
 * elements. `optax.clip_by_block_rms`.
 *
 * @param limit > 0.
 * @throws {@link OptionError} when `limit` is out of range.
 */
export function clipByRms(limit: number): Transform {
  checkPositive('clipByRms', { limit }, 'limit');
  return defineTransform({
    name: 'clipByRms',
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({
      grad: div(grad, max(1, div(sqrt(mean(square(grad))), scalars.limit))),
    }),
  });
}
