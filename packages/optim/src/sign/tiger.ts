import { configure, type Numeric, type OptimizerOptions, RuleOptimizer, rename } from '@nadir/core';
import { Signum } from './signum.js';

/** Options of {@link Tiger}. */
export interface TigerOptions extends OptimizerOptions {
  /** Step size γ, ≥ 0. Default `1e-3`. */
  learningRate?: Numeric;
  /** Decay rate β of the mean of gradients, in [0, 1). Default `0.965`. */
  beta?: Numeric;
  /** Decoupled weight decay λ, ≥ 0. Default `1e-2`. */
  weightDecay?: Numeric;
}

/**
 * Lion with one decay rate: the rule of {@link Signum}, with the defaults of its author.
 *
 * Take it where memory is shortest: one mean and one rate, and steps of one length.
 *
 * For a parameter θ with gradient g, at each step:
 *
 *     θ ← (1 − γ λ) θ
 *     m ← β m + (1 − β) g
 *     θ ← θ − γ sign(m)
 *
 * State: `m`, zeros at first, with the shape of θ; none with `beta: 0`. The numbers are those of the formula.
 *
 * Source: Su, 2023, https://github.com/bojone/tiger
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Tiger(model, { learningRate: 1e-3 });
 * ```
 */
export class Tiger extends RuleOptimizer<TigerOptions> {
  static override readonly rule = rename(
    configure(Signum.rule, { beta: 0.965, weightDecay: 1e-2 }),
    'Tiger',
  );
}
