import {
  add,
  chain,
  defineTransform,
  div,
  equal,
  max,
  mul,
  type Numeric,
  type OptimizerOptions,
  perParameter,
  RuleOptimizer,
  sqrt,
  square,
  sum,
  where,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { checkMeans } from '../adam/moments.js';
import { descent } from '../transforms/scale-by-learning-rate.js';

/** Options of {@link NovoGrad}. */
export interface NovoGradOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Factor β₁ of m, in [0, 1). Default `0.95`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared norms, in [0, 1). Default `0.98`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Weight decay λ, ≥ 0, inside m. Default `0`. */
  weightDecay?: Numeric;
  /** Average in m instead of summing: what is added has the factor 1 − β₁. Default `false`. */
  gradientAveraging?: boolean;
  /** Divide by the largest v so far, so that steps never grow again. Default `false`. */
  amsgrad?: boolean;
}

const scaleByNovoGrad = defineTransform({
  name: 'scaleByNovoGrad',
  state: ({ amsgrad }) => ({
    m: zeros(),
    v: perParameter(),
    vMax: amsgrad && perParameter(),
  }),
  defaults: {
    beta1: 0.95,
    beta2: 0.98,
    epsilon: 1e-8,
    weightDecay: 0,
    gradientAveraging: false,
    amsgrad: false,
  },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'weightDecay');
  },

  scalars: ({ beta1, beta2, epsilon, weightDecay, gradientAveraging }) => ({
    beta1,
    beta2,
    oneMinusBeta2: 1 - beta2,
    epsilon,
    weightDecay,
    share: gradientAveraging ? 1 - beta1 : 1,
  }),

  update({ param, grad, m, v, vMax }, s, { static: o }) {
    const power = sum(square(grad));
    const vNext = where(equal(v, 0), power, add(mul(s.beta2, v), mul(s.oneMinusBeta2, power)));
    const x = o.amsgrad ? max(vMax, vNext) : vNext;
    const unit = div(grad, add(sqrt(x), s.epsilon));
    const added = o.weightDecay ? add(unit, mul(s.weightDecay, param)) : unit;
    const mNext = add(mul(s.beta1, m), mul(s.share, added));
    return { grad: mNext, m: mNext, v: vNext, ...(o.amsgrad && { vMax: x }) };
  },
});

/**
 * Momentum on gradients that are scaled to length 1 for each parameter, with half the state of Adam.
 *
 * Take it for speech and vision models with large batches, where half the state of Adam is welcome.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     v ← ‖g‖² while v = 0, else β₂ v + (1 − β₂) ‖g‖²
 *     m ← β₁ m + g / (√v + ε) + λ θ
 *     θ ← θ − γ m
 *
 * The norm is taken over all elements of one parameter. With `amsgrad`, x ← max(x, v) is kept and takes the
 * place of v in m.
 *
 * State: `m` with the shape of θ; `v` and with `amsgrad` `vMax`, one number each; zeros at first. The numbers
 * are those of NVIDIA's and timm's `NvNovoGrad`. optax has β = 0.9 and 0.25, and ε = 1e-6.
 *
 * Paper: Ginsburg et al., 2019, https://arxiv.org/abs/1905.11286
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new NovoGrad(model, { learningRate: 1e-2, weightDecay: 1e-3 });
 * ```
 */
export class NovoGrad extends RuleOptimizer<NovoGradOptions> {
  static override readonly rule = chain('NovoGrad', scaleByNovoGrad, descent);
}
