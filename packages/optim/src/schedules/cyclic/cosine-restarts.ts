import { OptionError } from '@nadir/core';
import { checkFinite, checkInteger, checkPositive, describe } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link cosineRestarts}. */
export interface CosineRestartsOptions {
  /** Value at step 0. */
  from: number;
  /** Value that each cycle falls to. Default `0`. */
  to?: number;
  /** Number of steps of the first cycle, > 0. */
  steps: number;
  /** How many times as long each cycle is as the one before it, ≥ 1. Default `1`. */
  growth?: number;
  /** What remains of the height above `to` from one cycle to the next, > 0. Default `1`. */
  decay?: number;
  /** Number of cycles, an integer ≥ 1, after which the value is `to`. `null` for no end. Default `null`. */
  cycles?: number | null;
}

/**
 * Cosines from one value to another, each of which starts anew.
 *
 *     to + (from − to) · decayⁱ · (1 + cos(π x)) / 2
 *
 * in cycle i = 0, 1, …, of which a share x has passed; it has `steps · growthⁱ` steps.
 *
 * `torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(T_0, T_mult, eta_min)` on the rate b is
 * `cosineRestarts({ from: b, to: eta_min, steps: T_0, growth: T_mult })`. A step may be a fraction, as in
 * PyTorch's `scheduler.step(epoch + i / batches)`: `(step) => restarts(step / batches)` counts epochs.
 * Keras's `CosineDecayRestarts` calls `growth` and `decay` `t_mul` and `m_mul`. timm's scheduler calls
 * them `cycle_mul` and `cycle_decay`, and `cycles` `cycle_limit`; its decay is that of the whole peak,
 * which is the same if `to` is 0. The hard restarts of Transformers have `steps: (T - W) / cycles`,
 * after a {@link linearWarmup} of W steps in {@link join}.
 *
 * Paper: Loshchilov & Hutter, ICLR 2017, https://arxiv.org/abs/1608.03983
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = cosineRestarts({ from: 0.1, steps: 2, growth: 2 });
 * [0, 1, 2, 3, 4, 5, 6].map(rate); // 0.1, 0.05, 0.1, 0.0854, 0.05, 0.0146, 0.1
 * ```
 */
export const cosineRestarts = defineSchedule({
  name: 'cosineRestarts',
  complete: (options: CosineRestartsOptions) => {
    const { from, to = 0, steps, growth = 1, decay = 1, cycles = null } = options;
    return { from, to, steps, growth, decay, cycles };
  },
  check(o, where) {
    checkFinite(where, o, 'from', 'to', 'growth');
    checkPositive(where, o, 'steps', 'decay');
    if (o.growth < 1) {
      throw new OptionError(`${where}.growth: got ${describe(o.growth)}, expected a number ≥ 1.`);
    }
    if (o.cycles !== null) checkInteger(where, o, 1, 'cycles');
  },
  curve({ from, to, steps, growth, decay, cycles }) {
    return (step) => {
      const cycle = cycleAt(step / steps, growth);
      if (cycles !== null && cycle >= cycles) return to;
      const share = (step / steps - startOf(cycle, growth)) / growth ** cycle;
      return to + ((from - to) * decay ** cycle * (1 + Math.cos(Math.PI * share))) / 2;
    };
  },
});

/** Where a cycle starts, in lengths of the first: Σ growthⁱ over the cycles before it. */
function startOf(cycle: number, growth: number): number {
  return growth === 1 ? cycle : (growth ** cycle - 1) / (growth - 1);
}

/** The cycle of a position, in lengths of the first. */
function cycleAt(position: number, growth: number): number {
  if (growth === 1) return Math.floor(position);
  const cycle = Math.floor(Math.log(position * (growth - 1) + 1) / Math.log(growth));
  // The logarithm may be off by an ulp where a cycle starts.
  if (startOf(cycle + 1, growth) <= position) return cycle + 1;
  return startOf(cycle, growth) > position ? cycle - 1 : cycle;
}
