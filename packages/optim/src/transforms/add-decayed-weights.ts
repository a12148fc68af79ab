import type { Numeric, Rule } from '@nadir/core';
import { withGiven } from '@nadir/core/internal';
import { l2Decay } from './l2-decay.js';

/**
 * A link of a chain: g ← g + λ θ, `optax.add_decayed_weights`. It is {@link l2Decay}, and behind an
 * adaptive link such as `scaleByAdam()` it is decoupled decay: γ λ θ is subtracted beside the step.
 *
 * λ is the option `weightDecay` of the optimizer, and the argument its default: a group of biases has
 * `weightDecay: 0` where optax takes a mask.
 *
 * @param weightDecay Strength λ, ≥ 0. Default `0`.
 * @throws {@link OptionError} when the argument leaves its range.
 */
export const addDecayedWeights = (weightDecay: Numeric = 0): Rule =>
  withGiven({ ...l2Decay, name: 'addDecayedWeights' }, { weightDecay });
