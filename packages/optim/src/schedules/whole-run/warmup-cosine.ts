import { OptionError } from '@nadir/core';
import { checkFinite, checkInteger, checkNames, checkPositive } from '@nadir/core/internal';
import { join } from '../combine/join.js';
import { cosine } from '../decay/cosine.js';
import type { NamedSchedule } from '../named-schedule.js';
import { linearWarmup } from '../warmup/linear-warmup.js';

/** Options of {@link warmupCosine}. */
export interface WarmupCosineOptions {
  /** Value at step 0. Default `0`. */
  from?: number;
  /** Value after the warm-up. */
  peak: number;
  /** Value at step `steps` and after it. Default `0`. */
  to?: number;
  /** Number of steps of the warm-up, an integer ≥ 0. */
  warmupSteps: number;
  /** Number of steps in all, those of the warm-up among them, an integer > `warmupSteps`. */
  steps: number;
  /** Power to which the cosine is raised, > 0. Default `1`. */
  exponent?: number;
}

/**
 * A straight warm-up to a peak, then half a period of a cosine: what most networks are trained with.
 *
 * It is optax's `warmup_cosine_decay_schedule(init_value=from, peak_value=peak, warmup_steps,
 * decay_steps=steps, end_value=to, exponent)`. Up to step `steps` it is also `get_cosine_schedule_with_warmup` of
 * Transformers, whose `min_lr` is `to` and which rises again after that step. It is a {@link linearWarmup} and a
 * {@link cosine} in {@link join}, and saved as that: write a `join` for any other decay.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = warmupCosine({ peak: 1e-3, warmupSteps: 100, steps: 1000 });
 * [0, 50, 100, 550, 1000].map(rate); // 0, 0.0005, 0.001, 0.0005, 0
 * ```
 */
export function warmupCosine(options: WarmupCosineOptions): NamedSchedule {
  const where = 'warmupCosine';
  checkNames(where, options, ['from', 'peak', 'to', 'warmupSteps', 'steps', 'exponent']);
  const { from = 0, peak, to = 0, warmupSteps, steps, exponent = 1 } = options;
  checkFinite(where, { from, peak, to }, 'from', 'peak', 'to');
  checkInteger(where, { warmupSteps }, 0, 'warmupSteps');
  checkInteger(where, { steps }, warmupSteps + 1, 'steps');
  checkPositive(where, { exponent }, 'exponent');
  return join(
    [
      linearWarmup({ from, to: peak, steps: warmupSteps }),
      cosine({ from: peak, to, steps: steps - warmupSteps, exponent }),
    ],
    [warmupSteps],
  );
}
