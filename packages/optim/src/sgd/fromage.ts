import {
  defineTransform,
  div,
  equal,
  min,
  mul,
  type Numeric,
  type OptimizerOptions,
  perParameter,
  RuleOptimizer,
  sub,
  where,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { norm, trusted } from '../transforms/trust-ratio.js';

/** Options of {@link Fromage}. */
export interface FromageOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0: the length of a step relative to the parameter. Default `0.01`. */
  learningRate?: Numeric;
  /** Bound on ‖θ‖ as a multiple of what it was before the first step, ≥ 0. Default `0`: none. */
  normBound?: Numeric;
}

const fromageStep = defineTransform({
  name: 'Fromage',
  state: ({ normBound }) => ({ start: normBound && perParameter() }),
  defaults: { learningRate: 0.01, normBound: 0 },

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'normBound');
  },

  scalars: ({ learningRate, normBound }) => ({
    learningRate,
    shrink: 1 / Math.sqrt(1 + learningRate ** 2),
    // A schedule may be 0 for a while: no norm comes near this.
    normBound: normBound === 0 ? 1e30 : normBound,
  }),

  update({ param, grad, start }, { learningRate, shrink, normBound }, { static: s }) {
    const [paramNorm, gradNorm] = [norm(param), norm(grad)];
    const q = trusted(div(paramNorm, gradNorm), paramNorm, gradNorm);
    const next = mul(shrink, sub(param, mul(mul(learningRate, q), grad)));
    if (!s.normBound) return { param: next };
    const startNext = where(equal(start, 0), paramNorm, start);
    const nextNorm = norm(next);
    const within = trusted(min(div(mul(normBound, startNext), nextNorm), 1), nextNorm);
    return { param: mul(within, next), start: startNext };
  },
});

/**
 * Steps by the same share of every parameter, which needs no other tuning.
 *
 * Take it where nothing shall be tuned but one learning rate, such as generative models whose parts need alike steps.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     q = ‖θ‖ / ‖g‖,  1 where either norm is 0
 *     θ ← (θ − γ q g) / √(1 + γ²)
 *     θ ← θ · min(1, b ‖θ₀‖ / ‖θ‖)               with `normBound` b
 *
 * Norms are taken over all elements of one parameter. The division keeps ‖θ‖ from growing.
 *
 * State: none; with `normBound` the number `start` ‖θ₀‖. The numbers are those of optax and pytorch_optimizer.
 *
 * Paper: Bernstein et al., NeurIPS 2020, https://arxiv.org/abs/2002.03432
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Fromage(model, { learningRate: 0.01 });
 * ```
 */
export class Fromage extends RuleOptimizer<FromageOptions> {
  static override readonly rule = fromageStep;
}
