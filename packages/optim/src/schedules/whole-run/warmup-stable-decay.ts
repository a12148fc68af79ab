import { checkFinite, checkInteger } from '@nadir/core/internal';
import { between, type CurveShape, checkCurveShape } from '../curve-shape.js';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link warmupStableDecay}. */
export interface WarmupStableDecayOptions {
  /** Value at step 0. Default `0`. */
  from?: number;
  /** Value between warm-up and decay. */
  peak: number;
  /** Value after the decay. Default `0`. */
  to?: number;
  /** Number of steps of the warm-up, an integer ≥ 0. */
  warmupSteps: number;
  /** Number of steps at the peak, an integer ≥ 0. */
  stableSteps: number;
  /** Number of steps of the decay, an integer ≥ 0. */
  decaySteps: number;
  /** The way of the decay. Default `'sqrt'`. */
  shape?: CurveShape;
}

/**
 * Warm-up, a long plateau, and a short decay: WSD, for training whose length is not known in advance.
 * Every decay may start from the same plateau.
 *
 *     from + (peak − from) · step / warmupSteps     during the warm-up
 *     peak                                          during stableSteps
 *     peak + (to − peak) · way(x)                   during the decay, of which a share x has passed
 *     to                                            afterwards
 *
 * The way is that of {@link CurveShape}: by default what is left is 1 − √x, which the second paper found
 * best. With `from` equal to `to` the numbers are those of `get_wsd_schedule` of Transformers, whose
 * `min_lr_ratio` is `to / peak`, and whose default is `'cosine'`.
 *
 * Papers: Hu et al. 2024, https://arxiv.org/abs/2404.06395; Hägele et al., NeurIPS 2024,
 * https://arxiv.org/abs/2405.18392
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = warmupStableDecay({
 *   peak: 1, warmupSteps: 10, stableSteps: 80, decaySteps: 16, shape: 'linear',
 * });
 * [0, 5, 10, 90, 98, 106].map(rate); // 0, 0.5, 1, 1, 0.5, 0
 * ```
 */
export const warmupStableDecay = defineSchedule({
  name: 'warmupStableDecay',
  complete(options: WarmupStableDecayOptions) {
    const { from = 0, peak, to = 0, warmupSteps, stableSteps, decaySteps } = options;
    const { shape = 'sqrt' } = options;
    return { from, peak, to, warmupSteps, stableSteps, decaySteps, shape };
  },
  check(o, where) {
    checkFinite(where, o, 'from', 'peak', 'to');
    checkInteger(where, o, 0, 'warmupSteps', 'stableSteps', 'decaySteps');
    checkCurveShape(where, o.shape);
  },
  curve({ from, peak, to, warmupSteps, stableSteps, decaySteps, shape }) {
    const top = warmupSteps + stableSteps;
    return (step) => {
      if (step < warmupSteps) return from + (peak - from) * (step / warmupSteps);
      if (step < top) return peak;
      return step < top + decaySteps ? between(peak, to, shape, (step - top) / decaySteps) : to;
    };
  },
});
