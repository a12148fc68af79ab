import type { Expr } from '../program/expression.js';
import { largest, sum } from '../program/reduce.js';
import { registerNamed } from '../state/named.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';
import { checkNormLimit, checkNormType, type NormType } from './norm-type.js';
import { scalingToNorm } from './scale-to-norm.js';

/**
 * Scales the gradient of each parameter so that its own norm is at most `limit`, in front of a rule:
 *
 *     g ← g · min(1, limit / (‖g‖ + 1e-6))
 *
 * {@link clipByGlobalNorm} bounds the norm of all gradients together.
 *
 * Its arguments are fixed here and are no options of the optimizer.
 *
 * @param limit > 0, or `Infinity` to leave gradients as they are.
 * @param p Which norm. Default `2`.
 * @throws {@link OptionError} when an argument is out of range.
 */
export function clipByNorm(limit: number, p: NormType = 2): Transform {
  checkNormLimit('clipByNorm', { limit }, 'limit');
  checkNormType('clipByNorm', { p }, 'p');
  const scale = limit === Infinity ? (grad: Expr) => grad : scalingToNorm(p);
  return defineTransform({
    name: 'clipByNorm',
    // JSON has no infinity.
    config: { guard: 'clipByNorm', limit: limit === Infinity ? 'infinity' : limit, p },
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({ grad: scale(grad, scalars.limit, { sum, max: largest }) }),
  });
}

registerNamed('guard', 'clipByNorm', ({ limit, p }) =>
  clipByNorm(limit === 'infinity' ? Infinity : (limit as number), p as NormType),
);
