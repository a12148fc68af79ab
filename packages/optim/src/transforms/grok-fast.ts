import {
  add,
  bind,
  defineTransform,
  lerp,
  mul,
  type Numeric,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';

/** Arguments of {@link grokFast}. */
export interface GrokFastOptions {
  /** Decay rate α of the mean of gradients, in [0, 1). Default `0.98`. */
  alpha?: Numeric;
  /** Factor λ of the mean, ≥ 0. Default `2`. */
  lambda?: Numeric;
}

const amplifying = defineTransform({
  name: 'grokFast',
  state: { mean: zeros() },
  defaults: { alpha: 0.98, lambda: 2 },
  check(o, where) {
    checkFraction(where, o, 'alpha');
    checkNonNegative(where, o, 'lambda');
  },
  // The mean begins with the first gradient: 0 + 1 · (g − 0) is exact.
  scalars: ({ alpha, lambda }, t) => ({ share: t === 1 ? 1 : 1 - alpha, lambda }),
  update({ grad, mean }, { share, lambda }) {
    const meanNext = lerp(mean, grad, share);
    return { grad: add(grad, mul(lambda, meanNext)), mean: meanNext };
  },
});

/**
 * Amplifies the slow part of gradients, in front of an optimizer's rule: with small data sets, networks then
 * generalize sooner.
 *
 *     h ← g at t = 1, else α h + (1 − α) g
 *     g ← g + λ h
 *
 * Steps of rules that do not normalize the gradient grow by up to 1 + λ.
 *
 * Its arguments are fixed here and are no options of the optimizer. Numbers may be schedules.
 *
 * State: `mean` h, zeros at first, with the shape of the parameter.
 *
 * Paper: Lee et al. 2024, https://arxiv.org/abs/2405.20233 (the EMA filter)
 * @throws {@link OptionError} when an argument leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Optimizer(chain(grokFast(), AdamW.rule), model, { learningRate: 1e-3 });
 * ```
 */
export const grokFast = (options: GrokFastOptions = {}): Transform => bind(amplifying, options);
