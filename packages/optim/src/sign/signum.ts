import {
  chain,
  defineTransform,
  lerp,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  zeros,
} from '@nadir/core';
import { checkFraction } from '@nadir/core/internal';
import { decoupledDecay } from '../transforms/decoupled-decay.js';
import { descent } from '../transforms/scale-by-learning-rate.js';
import { scaleBySign } from './scale-by-sign.js';

/** Options of {@link Signum}. */
export interface SignumOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β of the mean of gradients, in [0, 1). `0` is SignSGD. Default `0.9`. */
  beta?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

const averaging = defineTransform({
  name: 'meanOfGradients',
  state: ({ beta }) => ({ m: beta && zeros() }),
  defaults: { beta: 0.9 },
  check(o, where) {
    checkFraction(where, o, 'beta');
  },
  scalars: ({ beta }) => ({ oneMinusBeta: 1 - beta }),
  update({ grad, m }, { oneMinusBeta }, { static: s }) {
    if (!s.beta) return {};
    const mNext = lerp(m, grad, oneMinusBeta);
    return { grad: mNext, m: mNext };
  },
});

/**
 * Steps of one length, by the sign of the mean of gradients, or of the gradient itself (SignSGD).
 *
 * Take it where gradients are sent between machines as signs, or to study steps by sign.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β m + (1 − β) g
 *     θ ← θ − γ sign(m)
 *
 * State: `m`, zeros at first, with the shape of θ; none with `beta: 0`, where g takes its place. The
 * numbers are those of the formula; optax has SignSGD as `sign_sgd`.
 *
 * Paper: Bernstein et al., ICML 2018, https://arxiv.org/abs/1802.04434
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Signum(model, { learningRate: 1e-3, beta: 0 }); // SignSGD
 * ```
 */
export class Signum extends RuleOptimizer<SignumOptions> {
  static override readonly rule = chain(
    'Signum',
    decoupledDecay(0),
    averaging,
    scaleBySign,
    descent,
  );
}
