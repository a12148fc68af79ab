import { checkPositive } from '../check.js';
import { div, max, sqrt, square } from '../program/expression.js';
import { mean } from '../program/reduce.js';
import { registerNamed } from '../state/named.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';

/**
 * Bounds the root mean square of each parameter's gradient, in front of a rule, as `optax.clip_by_block_rms`:
 *
 *     g ← g / max(1, rms(g) / limit)
 *
 * Unlike that of a norm, the bound does not depend on the number of elements. It is fixed here and is no option of
 * the optimizer.
 *
 * @param limit > 0.
 * @throws {@link OptionError} when `limit` is out of range.
 */
export function clipByRms(limit: number): Transform {
  checkPositive('clipByRms', { limit }, 'limit');
  return defineTransform({
    name: 'clipByRms',
    config: { guard: 'clipByRms', limit },
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({
      grad: div(grad, max(1, div(sqrt(mean(square(grad))), scalars.limit))),
    }),
  });
}

registerNamed('guard', 'clipByRms', ({ limit }) => clipByRms(limit as number));
