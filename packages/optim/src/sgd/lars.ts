import {
  add,
  chain,
  defineTransform,
  div,
  min,
  mul,
  type Numeric,
  RuleOptimizer,
  required,
} from '@nadir/core';
import { checkNonNegative, checkPositive } from '@nadir/core/internal';
import { scaleByLearningRate } from '../transforms/scale-by-learning-rate.js';
import { adaptsAt, norm, trusted } from '../transforms/trust-ratio.js';
import { bufferedGradient, type SGDOptions } from './sgd.js';

/** Options of {@link LARS}: those of {@link SGDOptions | SGD}, and its own. */
export interface LARSOptions extends SGDOptions {
  /** Step size γ, ≥ 0. Default `1`. */
  learningRate?: Numeric;
  /** Length η of a step relative to the parameter, > 0. Default `1e-3`. */
  trustCoefficient?: Numeric;
  /** Term ε added to the denominator, > 0. Default `1e-8`. */
  epsilon?: Numeric;
  /** Keep γ q at γ or below, so that no step grows (LARC). Default `false`. */
  trustClip?: boolean;
  /** Scale gradients without weight decay by q as well. Default `false`. */
  alwaysAdapt?: boolean;
}

const layerwiseScale = defineTransform({
  name: 'layerwiseScale',
  defaults: {
    learningRate: required,
    weightDecay: 0,
    trustCoefficient: 1e-3,
    epsilon: 1e-8,
    trustClip: false,
    alwaysAdapt: false,
  },

  check(o, where) {
    checkNonNegative(where, o, 'weightDecay');
    checkPositive(where, o, 'trustCoefficient', 'epsilon');
  },

  scalars: (o) => ({
    weightDecay: o.weightDecay,
    trustCoefficient: o.trustCoefficient,
    epsilon: o.epsilon,
    // q / γ is only compared with 1, so γ = 0 may be a number near it.
    perRate: 1 / Math.max(o.learningRate, 1e-30),
    adapts: adaptsAt(o),
  }),

  update(
    { param, grad },
    { weightDecay, trustCoefficient, epsilon, perRate, adapts },
    { static: s },
  ) {
    if (!s.weightDecay && !s.alwaysAdapt) return {};
    const [paramNorm, gradNorm] = [norm(param), norm(grad)];
    const denominator = add(add(gradNorm, mul(weightDecay, paramNorm)), epsilon);
    const ratio = div(mul(trustCoefficient, paramNorm), denominator);
    const trust = trusted(ratio, paramNorm, gradNorm);
    const q = trusted(s.trustClip ? min(mul(trust, perRate), 1) : trust, adapts);
    return { grad: mul(q, add(grad, mul(weightDecay, param))) };
  },
});

/**
 * SGD with steps as long in each parameter as the parameter itself is large: for large batches.
 *
 * Take it for convolutional networks with batches of many thousands; with small batches `SGD` does as well.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     q = η ‖θ‖ / (‖g‖ + λ ‖θ‖ + ε),  1 where either norm is 0
 *     q ← min(q / γ, 1)                   with `trustClip`
 *     g ← q (g + λ θ)
 *
 * and then a step of {@link SGD} by that gradient, with its momentum. Norms are taken over all elements
 * of one parameter. Without weight decay q is 1, unless `alwaysAdapt`: so a group of biases and gains with
 * λ = 0 takes the steps of SGD.
 *
 * State: `buffer` if there is momentum, zeros at first, with the shape of θ. The numbers are those of timm's
 * `Lars`. optax has ‖g + λ θ‖ for the denominator, and γ inside the buffer.
 *
 * Paper: You, Gitman & Ginsburg, 2017, https://arxiv.org/abs/1708.03888
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new LARS(model, { learningRate: 1, momentum: 0.9, weightDecay: 1e-4 });
 * ```
 */
export class LARS extends RuleOptimizer<LARSOptions> {
  static override readonly rule = chain(
    'LARS',
    layerwiseScale,
    bufferedGradient,
    scaleByLearningRate(1),
  );
}
