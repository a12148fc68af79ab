import {
  add,
  chain,
  defineTransform,
  div,
  type Expr,
  greater,
  lerp,
  max,
  mul,
  type Numeric,
  type OptimizerOptions,
  RuleOptimizer,
  sign,
  sub,
  where,
  zeros,
} from '@nadir/core';
import { checkNonNegative, checkWord } from '@nadir/core/internal';
import { decoupledDecay } from '../../transforms/decoupled-decay.js';
import { meanSquare } from '../../transforms/mean-square.js';
import { scaleByLearningRate } from '../../transforms/scale-by-learning-rate.js';
import { norm } from '../../transforms/trust-ratio.js';
import { checkMeans, directionNumbers, directionOf } from '../moments.js';

/** Options of {@link MARS}. */
export interface MARSOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `3e-3`. */
  learningRate?: Numeric;
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared gradients, in [0, 1). Default `0.99`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0; with 0, elements that had no gradient become NaN. Default `1e-8`. */
  epsilon?: Numeric;
  /** Strength Γ of the correction, ≥ 0. Default `0.025`. */
  gamma?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `0`. */
  weightDecay?: Numeric;
  /** Steps as those of `AdamW`, or of one length as those of `Lion`. Default `'adamw'`. */
  form?: 'adamw' | 'lion';
  /** Correct the gradients of vectors and numbers too. Default `false`: they take steps of AdamW. */
  optimize1d?: boolean;
}

const isCorrected = ({ optimize1d }: { optimize1d: boolean }, shape: readonly number[]): boolean =>
  optimize1d || shape.length > 1;

const scaleByMARS = defineTransform({
  name: 'scaleByMARS',
  state(o, shape) {
    const corrected = isCorrected(o, shape);
    const hasSquares = !corrected || o.form === 'adamw';
    return { m: zeros(), v: hasSquares && zeros(), previous: corrected && zeros() };
  },
  defaults: {
    beta1: 0.9,
    beta2: 0.99,
    epsilon: 1e-8,
    gamma: 0.025,
    form: 'adamw' as 'adamw' | 'lion',
    optimize1d: false,
  },

  check(o, where) {
    checkMeans(o, where);
    checkNonNegative(where, o, 'gamma');
    checkWord(where, o, 'form', ['adamw', 'lion']);
  },

  scalars: (o, t) => ({
    ...directionNumbers(o, t),
    correction: t === 1 ? 0 : (o.gamma * o.beta1) / (1 - o.beta1),
    isFirst: t === 1 ? 1 : 0,
  }),

  update({ grad, m, v, previous }, s, { static: o, shape }) {
    const corrected = isCorrected(o, shape);
    const c = corrected ? correct(grad, previous, s) : grad;
    const mNext = lerp(m, c, s.oneMinusBeta1);
    const kept = corrected ? { m: mNext, previous: grad } : { m: mNext };
    if (corrected && o.form === 'lion') return { grad: sign(mNext), ...kept };
    const vNext = meanSquare(v, c, s.beta2, s.oneMinusBeta2);
    return { grad: directionOf(mNext, vNext, s), ...kept, v: vNext };
  },
});

/** c: the gradient with its correction, no longer than 1 from the second step on. */
function correct(grad: Expr, previous: Expr, s: { correction: Expr; isFirst: Expr }): Expr {
  const c = add(grad, mul(s.correction, sub(grad, previous)));
  return mul(c, where(greater(s.isFirst, 0), 1, div(1, max(norm(c), 1))));
}

/**
 * AdamW on gradients of less variance: each is corrected by how it differs from the last one.
 *
 * Take it for language models, where its paper measures it; elsewhere hold AdamW against it.
 *
 * For a parameter θ of rank ≥ 2 with gradient g and last gradient g′, at step t = 1, 2, …:
 *
 *     θ ← (1 − γ λ) θ
 *     c = g + Γ β₁ / (1 − β₁) · (g − g′),  g at t = 1
 *     c ← c / max(‖c‖, 1)                        from t = 2 on
 *     m ← β₁ m + (1 − β₁) c                      m̂ = m / (1 − β₁ᵗ)
 *     v ← β₂ v + (1 − β₂) c²                     v̂ = v / (1 − β₂ᵗ)
 *     θ ← θ − γ m̂ / (√v̂ + ε),  or θ − γ sign(m) with `form: 'lion'`
 *
 * The norm is taken over all elements of one parameter. Those of rank ≤ 1 have c = g and the form of AdamW,
 * unless `optimize1d`.
 *
 * State: `m`, `v` and `previous` g′, zeros at first, each with the shape of θ; no `v` for the form of Lion, no
 * `previous` where c = g. The numbers are those of timm's `Mars`; the authors' code has β = 0.95 and 0.99. This
 * is the approximate version: the exact one computes g′ on the batch of g.
 *
 * Paper: Yuan et al., 2024, https://arxiv.org/abs/2411.10438
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new MARS(model, { learningRate: 3e-3, weightDecay: 0.01 });
 * ```
 */
export class MARS extends RuleOptimizer<MARSOptions> {
  static override readonly rule = chain(
    'MARS',
    decoupledDecay(0),
    scaleByMARS,
    scaleByLearningRate(3e-3),
  );
}
