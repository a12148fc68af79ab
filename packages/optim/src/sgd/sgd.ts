import {
  add,
  chain,
  defineTransform,
  mul,
  type Numeric,
  type OptimizerOptions,
  OptionError,
  RuleOptimizer,
  zeros,
} from '@nadir/core';
import {
  checkFinite,
  checkFraction,
  checkNonNegative,
  checkWord,
  fromTfjs,
  type TakeOver,
} from '@nadir/core/internal';
import { decayedWeights } from '../transforms/add-decayed-weights.js';
import { descent } from '../transforms/scale-by-learning-rate.js';

/** Options of {@link SGD}. */
export interface SGDOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Factor μ of the buffer, ≥ 0, with `momentumForm: 'ema'` below 1. Default `0`: no buffer. */
  momentum?: Numeric;
  /** Part τ of the gradient that is held back from the buffer, as a rule in [0, 1]. Default `0`. */
  dampening?: Numeric;
  /** L2 weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Look one step of the buffer ahead. Needs momentum and no dampening. Default `false`. */
  nesterov?: boolean;
  /** `'torch'`: the buffer sums gradients. `'ema'`: it averages them. Default `'torch'`. */
  momentumForm?: 'torch' | 'ema';
  /** Divide the average by 1 − μᵗ, with `momentumForm: 'ema'` only. Default `false`. */
  biasCorrection?: boolean;
}

/** The direction of {@link SGD} and `LARS`: the gradient, or with momentum a buffer of gradients. */
export const bufferedGradient = defineTransform({
  name: 'bufferedGradient',
  state: ({ momentum }) => ({ buffer: momentum && zeros() }),
  defaults: {
    momentum: 0,
    dampening: 0,
    nesterov: false,
    momentumForm: 'torch' as 'torch' | 'ema',
    biasCorrection: false,
  },

  check(o, where) {
    checkWord(where, o, 'momentumForm', ['torch', 'ema']);
    if (o.momentumForm === 'ema') checkFraction(where, o, 'momentum');
    else checkNonNegative(where, o, 'momentum');
    checkFinite(where, o, 'dampening');
    if (o.nesterov && (o.momentum === 0 || o.dampening !== 0)) {
      throw new OptionError(
        `${where}.nesterov: got momentum ${o.momentum} and dampening ${o.dampening}, ` +
          'expected momentum > 0 and dampening 0.',
      );
    }
    if (o.momentumForm === 'ema' && o.dampening !== 0) {
      throw new OptionError(
        `${where}.dampening: got ${o.dampening}, expected 0 with momentumForm 'ema'.`,
      );
    }
    if (o.biasCorrection && (o.momentumForm !== 'ema' || o.nesterov)) {
      throw new OptionError(
        `${where}.biasCorrection: got true, expected it with momentumForm 'ema' ` +
          'and without nesterov only.',
      );
    }
  },

  scalars({ momentum, dampening, momentumForm }, t) {
    const torchShare = t === 1 ? 1 : 1 - dampening;
    return {
      momentum,
      share: momentumForm === 'ema' ? 1 - momentum : torchShare,
      correction: 1 / (1 - momentum ** t),
    };
  },

  update({ grad, buffer }, { momentum, share, correction }, { static: s }) {
    if (!s.momentum) return {};
    const next = add(mul(momentum, buffer), mul(share, grad));
    if (s.nesterov) return { grad: add(grad, mul(momentum, next)), buffer: next };
    return { grad: s.biasCorrection ? mul(correction, next) : next, buffer: next };
  },
});

/**
 * Stochastic gradient descent, with momentum if asked.
 *
 * Take it with momentum for convolutional networks and wherever a learning rate is well known; it keeps the least
 * state.
 *
 * For a parameter θ with gradient g, at step t = 1, 2, …:
 *
 *     g ← g + λ θ
 *     b ← g at t = 1, else μ b + (1 − τ) g        with `momentumForm: 'torch'`
 *     b ← μ b + (1 − μ) g                         with `momentumForm: 'ema'`
 *     θ ← θ − γ g                                 without momentum
 *     θ ← θ − γ b                                 with momentum
 *     θ ← θ − γ (g + μ b)                         with `nesterov`
 *     θ ← θ − γ b / (1 − μᵗ)                      with `biasCorrection`
 *
 * State: `buffer` b if there is momentum, zeros at first. The numbers are those of
 * `torch.optim.SGD`, which ignores the dampening at the first step as well. Where momentum is switched on
 * later, b begins with (1 − τ) g, and in PyTorch with g: the numbers of a step follow from its count t, which goes on, and not
 * from the state that it finds. Where momentum is switched off, b is freed; PyTorch keeps it for later. The averaging form is
 * the heavy ball with γ (1 − μ) in place of γ; it has no dampening.
 *
 * Papers: Robbins & Monro 1951; Polyak 1964; Sutskever et al., ICML 2013 (the Nesterov form).
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SGD(model, { learningRate: 0.1, momentum: 0.9, nesterov: true });
 * ```
 */
export class SGD extends RuleOptimizer<SGDOptions> {
  static override readonly takeOver: TakeOver = fromTfjs({ momentum: 'buffer' });
  static override readonly rule = chain('SGD', decayedWeights, bufferedGradient, descent);
}
