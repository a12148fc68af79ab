import { checkFinite, checkInteger, checkNames } from '@nadir/core/internal';
import { between, type CurveShape, checkCurveShape } from './curve-shape.js';
import { type NamedSchedule, nameSchedule } from './named-schedule.js';

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
export function warmupStableDecay(options: WarmupStableDecayOptions): NamedSchedule {
  const where = 'warmupStableDecay';
  const steps = ['warmupSteps', 'stableSteps', 'decaySteps'] as const;
  checkNames(where, options, ['from', 'peak', 'to', ...steps, 'shape']);
  const { from = 0, peak, to = 0, warmupSteps, stableSteps, decaySteps } = options;
  const { shape = 'sqrt' } = options;
  checkFinite(where, { from, peak, to }, 'from', 'peak', 'to');
  checkInteger(where, options, 0, ...steps);
  checkCurveShape(where, shape);
  const [top, end] = [warmupSteps + stableSteps, warmupSteps + stableSteps + decaySteps];
  return nameSchedule(
    { schedule: where, from, peak, to, warmupSteps, stableSteps, decaySteps, shape },
    (step) => {
      if (step < warmupSteps) return from + (peak - from) * (step / warmupSteps);
      if (step < top) return peak;
      return step < end ? between(peak, to, shape, (step - top) / decaySteps) : to;
    },
  );
}
