import type { Total } from '../program/expression.js';
import { largest, total } from '../program/reduce.js';
import { registerNamed } from '../state/named.js';
import { defineTransform } from '../transform/define-transform.js';
import type { Transform } from '../transform/transform.js';
import { checkNormLimit, checkNormType, type NormType } from './norm-type.js';
import { measuringNorm, scalingToNorm } from './scale-to-norm.js';

/**
 * Scales the gradients of all parameters so that their norm together is at most `limit`, in front of a rule:
 *
 *     g ← g · min(1, limit / (‖g‖ + 1e-6))
 *
 * This is `torch.nn.utils.clip_grad_norm_`, so every gradient is multiplied at each step. Where one is infinite,
 * infinite elements become NaN and the others 0; where one is NaN, all become NaN. The norm never leaves the device.
 *
 * Its arguments are fixed here and are no options of the optimizer.
 *
 * @param limit > 0, or `Infinity` to leave gradients as they are: then the norm is only measured.
 * @param p Which norm. Default `2`.
 * @throws {@link OptionError} when an argument is out of range.
 */
export function clipByGlobalNorm(limit: number, p: NormType = 2): Transform {
  checkNormLimit('clipByGlobalNorm', { limit }, 'limit');
  checkNormType('clipByGlobalNorm', { p }, 'p');
  const scale = limit === Infinity ? measuringNorm(p) : scalingToNorm(p);
  const norm: Total = { name: `${p}-norm of the gradients`, overAllRules: true, gradientNorm: p };
  return defineTransform({
    name: 'clipByGlobalNorm',
    // JSON has no infinity.
    config: { guard: 'clipByGlobalNorm', limit: limit === Infinity ? 'infinity' : limit, p },
    scalars: () => ({ limit }),
    update: ({ grad }, scalars) => ({
      grad: scale(grad, scalars.limit, {
        sum: (of) => total(norm, of),
        max: (of) => largest(norm, of),
      }),
    }),
  });
}

registerNamed('guard', 'clipByGlobalNorm', ({ limit, p }) =>
  clipByGlobalNorm(limit === 'infinity' ? Infinity : (limit as number), p as NormType),
);
