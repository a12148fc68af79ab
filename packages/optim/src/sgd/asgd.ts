import {
  chain,
  defineTransform,
  equal,
  lerp,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  where as select,
  sub,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { decayedWeights } from '../transforms/add-decayed-weights.js';

/** Options of {@link ASGD}. */
export interface ASGDOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Decay λ of the weights, which also lets the step size fall, ≥ 0. Default `1e-4`. */
  lambda?: Numeric;
  /** Power α with which the step size falls, ≥ 0. Default `0.75`. */
  alpha?: Numeric;
  /** Steps t₀ after which the average begins, ≥ 0. Default `1e6`. */
  t0?: Numeric;
  /** L2 weight decay w, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
}

const averagedStep = defineTransform({
  name: 'ASGD',
  state: { average: zeros() },
  defaults: { learningRate: 1e-2, lambda: 1e-4, alpha: 0.75, t0: 1e6 },

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'lambda', 'alpha', 't0');
  },

  // A step uses what the one before it has left for it, computed of the options of that step.
  memory: ({ learningRate }) => ({ eta: learningRate, mu: 1, etaNext: learningRate, muNext: 1 }),
  remember: ({ learningRate, lambda, alpha, t0 }, t, { memory: { etaNext, muNext } }) => ({
    eta: etaNext,
    mu: muNext,
    etaNext: learningRate / (1 + lambda * learningRate * t) ** alpha,
    muNext: 1 / Math.max(1, t - t0),
  }),

  scalars: ({ lambda }, _, { memory: { eta, mu } }) => ({ keep: 1 - lambda * eta, eta, mu }),

  update({ param, grad, average }, { keep, eta, mu }) {
    const next = sub(mul(keep, param), mul(eta, grad));
    return { param: next, average: select(equal(mu, 1), next, lerp(average, next, mu)) };
  },
});

/**
 * Stochastic gradient descent with a falling step size, and the mean of the weights beside it.
 *
 * Take it for convex problems with noisy gradients; in networks an average beside SGD is easier to use.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …, with η = γ and μ = 1 at first:
 *
 *     g ← g + w θ
 *     θ ← (1 − λ η) θ − η g
 *     a ← θ if μ = 1, else a + μ (θ − a)
 *     η ← γ / (1 + λ γ t)^α
 *     μ ← 1 / max(1, t − t₀)
 *
 * State: `average` a, with the shape of θ, and the numbers η and μ. The numbers are those of
 * `torch.optim.ASGD`.
 *
 * The parameters are never averaged themselves; the averages are in the state. To evaluate with them, take
 * them from there, or train with {@link SGD} and a {@link WeightAverage}, which swaps averages in and out.
 *
 * Paper: Polyak & Juditsky, SIAM J. Control Optim. 30, 1992, https://doi.org/10.1137/0330046
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new ASGD([w], { learningRate: 0.1, t0: 1000 });
 * for (const batch of batches) optimizer.step(() => lossOf(batch)).dispose();
 * const { tensors } = optimizer.stateDict();
 * w.assign(tensors[`${w.name}/average`]); // the parameter's name: of a Module, its dotted path
 * ```
 */
export class ASGD extends RuleOptimizer<ASGDOptions> {
  static override readonly rule = chain('ASGD', decayedWeights, averagedStep);
}
