import { checkFraction, checkPositive } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link decayWarmup}. */
export interface DecayWarmupOptions {
  /** Decay that is not exceeded, in [0, 1). */
  to: number;
  /** Decay at step 0, in [0, 1). Default `0`. */
  from?: number;
  /** Number of steps γ of the time scale, > 0. Default `1`. */
  timescale?: number;
  /** Exponent p, > 0. Default `2 / 3`. */
  power?: number;
}

/**
 * The decay of an average that looks back further and further: for the `decay` of
 * {@link WeightAverage}, whose steps are its updates.
 *
 *     min(to, 1 − (1 − from) · (1 + step / γ)^−p)
 *
 * timm's `ModelEmaV3(decay=to, use_warmup=True, warmup_gamma=γ, warmup_power=p)` has it with `from: 0`.
 * TensorFlow's min(decay, (1 + n) / (10 + n)) is `decayWarmup({ to: decay, from: 0.1, timescale: 10,
 * power: 1 })`. Both begin at the first weights, `start: 'first'`.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const decay = decayWarmup({ to: 0.9999 });
 * [0, 1, 10, 100, 1000].map(decay); // 0, 0.37, 0.798, 0.954, 0.99
 * const average = new WeightAverage(model, { kind: 'ema', decay, start: 'first' });
 * ```
 */
export const decayWarmup = defineSchedule({
  name: 'decayWarmup',
  complete: ({ to, from = 0, timescale = 1, power = 2 / 3 }: DecayWarmupOptions) => ({
    to,
    from,
    timescale,
    power,
  }),
  check(o, where) {
    checkFraction(where, o, 'to', 'from');
    checkPositive(where, o, 'timescale', 'power');
  },
  curve({ to, from, timescale, power }) {
    return (step) => Math.min(to, 1 - (1 - from) * (1 + step / timescale) ** -power);
  },
});
