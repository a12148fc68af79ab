import {
  add,
  clamp,
  defineTransform,
  div,
  filled,
  max,
  min,
  mul,
  type Numeric,
  neg,
  type OptimizerOptions,
  RuleOptimizer,
  sqrt,
  square,
  sub,
  zeros,
} from '@nadir/core';
import { checkNonNegative } from '@nadir/core/internal';
import { largestFloat } from '../transforms/bounded.js';

/** Options of {@link FTRL}. */
export interface FTRLOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** What n holds before the first step, ≥ 0. Default `0`. */
  initialAccumulatorValue?: Numeric;
  /** Term β added to √n, ≥ 0: it makes the first steps shorter. Default `0`. */
  beta?: Numeric;
  /** Strength λ₁ of the penalty λ₁ Σ|θ|, ≥ 0. Default `0`. */
  l1?: Numeric;
  /** Strength λ₂ of the penalty λ₂ Σθ², ≥ 0. Default `0`. */
  l2?: Numeric;
  /** Strength λₛ of a penalty λₛ Σθ² that acts on z alone, ≥ 0. Default `0`. */
  l2Shrinkage?: Numeric;
}

const ftrlStep = defineTransform({
  name: 'FTRL',
  state: { n: filled('initialAccumulatorValue'), z: zeros() },
  defaults: {
    learningRate: 1e-3,
    initialAccumulatorValue: 0,
    beta: 0,
    l1: 0,
    l2: 0,
    l2Shrinkage: 0,
  },

  check(o, where) {
    checkNonNegative(where, o, 'learningRate', 'initialAccumulatorValue', 'beta');
    checkNonNegative(where, o, 'l1', 'l2', 'l2Shrinkage');
  },

  memory: () => ({ largestRate: 0 }),
  remember: ({ learningRate }, _, { memory: { largestRate } }) => ({
    largestRate: Math.max(largestRate, learningRate),
  }),

  scalars: ({ learningRate, beta, l1, l2, l2Shrinkage }, _, { memory: { largestRate } }) => ({
    learningRate,
    shrinkage: 2 * learningRate * l2Shrinkage,
    threshold: largestRate * l1,
    added: beta + 2 * largestRate * l2,
  }),

  update({ param, grad, n, z }, { learningRate, shrinkage, threshold, added }) {
    // √∞ − √∞ would be no number.
    const nNext = min(add(n, square(grad)), largestFloat);
    const root = sqrt(nNext);
    const pull = mul(sub(min(shrinkage, root), sub(root, sqrt(n))), param);
    const zNext = add(z, add(mul(learningRate, grad), pull));
    const kept = sub(clamp(zNext, neg(threshold), threshold), zNext);
    // Squares of gradients below 1e-19 are 0 in float32, and z is not.
    return { param: div(kept, max(add(root, added), 1e-15)), n: nNext, z: zNext };
  },
});

/**
 * Follow the regularized leader, with a step size for each element: for sparse linear models.
 *
 * Take it for linear models with very many sparse features, whose weights shall be exactly zero.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     n′ = n + g²
 *     z ← z + γ (g + 2 λₛ θ) − (√n′ − √n) θ
 *     n ← n′
 *     θ ← −sign(z) · max(|z| − Γ λ₁, 0) / (√n + β + 2 Γ λ₂)
 *
 * Where 2 γ λₛ is larger than √n′, √n′ takes its place, so that shrinkage brings an element to 0 and not past it: one
 * with a small n and little gradient would swing ever further, in other implementations too.
 *
 * Γ is the largest γ so far. Parameters are written anew from z and n at each step, so where θ was at first
 * matters for the first step only. Elements with |z| ≤ Γ λ₁ are exactly 0; those that never had a gradient too.
 *
 * At a constant γ the numbers are those of McMahan et al. and pytorch_optimizer, whose λ₂ is twice this one; with
 * `initialAccumulatorValue: 0.1` those of Keras with its learning-rate power −½, the only one here. They
 * keep z / γ, so that a learning rate that falls pulls all parameters to 0; here they stay where they are.
 *
 * State: `n`, `initialAccumulatorValue` at first, and `z`, zeros at first, each with the shape of θ.
 *
 * Paper: McMahan et al., KDD 2013, https://doi.org/10.1145/2487575.2488200
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new FTRL(model, { learningRate: 0.1, l1: 1e-3 });
 * ```
 */
export class FTRL extends RuleOptimizer<FTRLOptions> {
  static override readonly rule = ftrlStep;
}
