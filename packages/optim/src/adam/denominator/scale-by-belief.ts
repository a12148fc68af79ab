import {
  add,
  configure,
  defineTransform,
  type Expr,
  lerp,
  type Numeric,
  sub,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';
import { meanSquare } from '../../transforms/mean-square.js';
import { directionNumbers, directionOf } from '../moments.js';

/** Options of {@link scaleByBelief}. */
export interface ScaleByBeliefOptions {
  /** Decay rate β₁ of the mean of gradients, in [0, 1). Default `0.9`. */
  beta1?: Numeric;
  /** Decay rate β₂ of the mean of squared surprises, in [0, 1). Default `0.999`. */
  beta2?: Numeric;
  /** Term ε added to the denominator, ≥ 0. Default `1e-16`. */
  epsilon?: Numeric;
  /** Term ε₀ added to the mean at each step, ≥ 0. Default `1e-16`. */
  epsilonRoot?: Numeric;
}

/** The mean m of gradients after one, and the mean s of the squares by which they surprise it. */
export function beliefMeans(
  { grad, m, s }: Readonly<Record<'grad' | 'm' | 's', Expr>>,
  scalars: Readonly<Record<'beta2' | 'oneMinusBeta1' | 'oneMinusBeta2' | 'epsilonRoot', Expr>>,
) {
  const mNext = lerp(m, grad, scalars.oneMinusBeta1);
  const moved = meanSquare(s, sub(grad, mNext), scalars.beta2, scalars.oneMinusBeta2);
  return { m: mNext, s: add(moved, scalars.epsilonRoot) };
}

const scaling = defineTransform({
  name: 'scaleByBelief',
  state: { m: zeros(), s: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-16, epsilonRoot: 1e-16 },

  check(o, where) {
    checkFraction(where, o, 'beta1', 'beta2');
    checkNonNegative(where, o, 'epsilon', 'epsilonRoot');
  },

  scalars: (o, t) => ({ ...directionNumbers(o, t), epsilonRoot: o.epsilonRoot }),

  update(tensors, scalars) {
    const { m, s } = beliefMeans(tensors, scalars);
    return { grad: directionOf(m, s, scalars), m, s };
  },
});

/**
 * The direction of AdaBelief, as `optax.scale_by_belief` gives it. Steps are long where gradients are near their
 * mean.
 *
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     s ← β₂ s + (1 − β₂) (g − m)² + ε₀             ŝ = s / (1 − β₂ᵗ)
 *     g ← m̂ / (√ŝ + ε)
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 */
export const scaleByBelief = (options: ScaleByBeliefOptions = {}): Transform =>
  configure(scaling, options);
