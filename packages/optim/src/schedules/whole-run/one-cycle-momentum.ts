import { checkFinite, checkNames } from '@nadir/core/internal';
import type { NamedSchedule } from '../named-schedule.js';
import { checkPhases, type OneCyclePhases, oneCycle } from './one-cycle.js';

/** Options of {@link oneCycleMomentum}. */
export interface OneCycleMomentumOptions extends OneCyclePhases {
  /** Momentum at the ends, and in all of a third phase. Default `0.95`. */
  high?: number;
  /** Momentum at the peak of the learning rate. Default `0.85`. */
  low?: number;
}

/**
 * The momentum that goes with {@link oneCycle}: low where the learning rate is high.
 *
 * Give it the same phases, as `momentum`, or as `beta1` of an optimizer of Adam's kind. The numbers
 * are those that `torch.optim.lr_scheduler.OneCycleLR(base_momentum=low, max_momentum=high)` writes
 * there. It is a {@link oneCycle} from `high` by `low` to `high`, and is saved as that.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const momentum = oneCycleMomentum({ steps: 10, shape: 'linear' });
 * [0, 1, 2, 9].map(momentum); // 0.95, 0.9, 0.85, 0.95
 * ```
 */
export function oneCycleMomentum(options: OneCycleMomentumOptions): NamedSchedule {
  const where = 'oneCycleMomentum';
  checkNames(where, options, ['high', 'low', 'steps', 'rise', 'shape', 'threePhase']);
  const { high = 0.95, low = 0.85 } = options;
  const { steps, rise = 0.3, shape = 'cosine', threePhase = false } = options;
  checkFinite(where, { high, low }, 'high', 'low');
  checkPhases(where, { steps, rise, shape, threePhase });
  return oneCycle({ peak: low, from: high, to: high, steps, rise, shape, threePhase });
}
