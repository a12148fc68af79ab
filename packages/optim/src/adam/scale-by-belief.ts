import { bind, defineTransform, div, mul, type Numeric, type Transform, zeros } from '@nadir/core';
import { checkFraction, checkNonNegative } from '@nadir/core/internal';
import { momentNumbers, rootOf } from './moments.js';
import { moveBelief } from './move-belief.js';

/** Arguments of {@link scaleByBelief}. */
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

const scaling = defineTransform({
  name: 'scaleByBelief',
  state: { m: zeros(), s: zeros() },
  defaults: { beta1: 0.9, beta2: 0.999, epsilon: 1e-16, epsilonRoot: 1e-16 },
  check(o, where) {
    checkFraction(where, o, 'beta1', 'beta2');
    checkNonNegative(where, o, 'epsilon', 'epsilonRoot');
  },
  scalars: (o, t) => ({ ...momentNumbers(o, t), epsilonRoot: o.epsilonRoot }),
  update(tensors, scalars) {
    const { mScale, vScale, epsilon, epsilonRoot } = scalars;
    const next = moveBelief(tensors, scalars, epsilonRoot);
    return { grad: div(mul(mScale, next.m), rootOf(next.s, vScale, epsilon)), ...next };
  },
});

/**
 * A link of a chain: the direction of AdaBelief, `optax.scale_by_belief`. Steps are long where
 * gradients are near their mean.
 *
 *     m ← β₁ m + (1 − β₁) g                         m̂ = m / (1 − β₁ᵗ)
 *     s ← β₂ s + (1 − β₂) (g − m)² + ε₀             ŝ = s / (1 − β₂ᵗ)
 *     g ← m̂ / (√ŝ + ε)
 *
 * @throws {@link OptionError} when an argument leaves the range written on it.
 */
export const scaleByBelief = (options: ScaleByBeliefOptions = {}): Transform =>
  bind(scaling, options);
