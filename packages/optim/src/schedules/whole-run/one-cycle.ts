import { OptionError } from '@nadir/core';
import { checkBoolean, checkFinite, checkInteger, checkProbability } from '@nadir/core/internal';
import { between, type CurveShape, checkCurveShape } from '../curve-shape.js';
import { defineSchedule } from '../define-schedule.js';

/** How {@link oneCycle} goes, whatever its values. */
export interface OneCyclePhases {
  /** Number of steps in all, an integer ≥ 1. */
  steps: number;
  /** Share of the steps that lead to the peak, in [0, 1], or in [0, ½] with three phases. Default `0.3`. */
  rise?: number;
  /** The way from each value to the next. Default `'cosine'`. */
  shape?: CurveShape;
  /** Back to `from` as slowly as it rose, and only then on to `to`. Default `false`. */
  threePhase?: boolean;
}

/** Options of {@link oneCycle}. */
export interface OneCycleOptions extends OneCyclePhases {
  /** Value at the peak. */
  peak: number;
  /** Value at step 0. Default `peak / 25`. */
  from?: number;
  /** Value at the last step and after it, unless `rise` is 1. Default `from / 10000`. */
  to?: number;
}

/**
 * Up to a peak and down far below the start: super-convergence.
 *
 *     from → peak            until step rise · steps − 1
 *     peak → to              until step steps − 1, the last
 *
 * or with three phases
 *
 *     from → peak            until step rise · steps − 1
 *     peak → from            until step 2 · rise · steps − 2
 *     from → to              until step steps − 1, the last
 *
 * It is `torch.optim.lr_scheduler.OneCycleLR(max_lr=peak, total_steps=steps, pct_start=rise,
 * anneal_strategy=shape, three_phase=threePhase)`, where `div_factor` is `peak / from` and
 * `final_div_factor` is `from / to`. Use {@link oneCycleMomentum} with the same phases for `momentum`
 * or `beta1`. After the last step it stays where it is, at `to`, or with a `rise` of 1 at the peak. PyTorch's leaves it at step `steps`, where its
 * cosine rises again and its line falls below `to`, and throws after that.
 *
 * Paper: Smith & Topin 2017, https://arxiv.org/abs/1708.07120
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SGD(model, {
 *   learningRate: oneCycle({ peak: 0.1, steps: 1000 }),
 *   momentum: oneCycleMomentum({ steps: 1000 }),
 * });
 * ```
 */
export const oneCycle = defineSchedule({
  name: 'oneCycle',
  complete(options: OneCycleOptions) {
    const { peak, from = peak / 25, to = from / 1e4 } = options;
    const { steps, rise = 0.3, shape = 'cosine', threePhase = false } = options;
    return { peak, from, to, steps, rise, shape, threePhase };
  },
  check(o, where) {
    checkFinite(where, o, 'peak', 'from', 'to');
    checkPhases(where, o);
  },
  curve({ peak, from, to, steps, rise, shape, threePhase }) {
    const values = threePhase ? [from, peak, from, to] : [from, peak, to];
    // Where each phase ends. The first begins at 0, each other where the one before it ends.
    const top = rise * steps - 1;
    const ends = threePhase ? [top, 2 * top, steps - 1] : [top, steps - 1];
    return (given) => {
      // A step where two phases meet belongs to the first, which may be the only one.
      const step = Math.min(given, steps - 1);
      const phase = ends.findIndex((end) => step <= end);
      const [start, end] = [ends[phase - 1] ?? 0, ends[phase] as number];
      const share = end === start ? 1 : (step - start) / (end - start);
      return between(values[phase] as number, values[phase + 1] as number, shape, share);
    };
  },
});

/** Throws unless the phases are as {@link OneCyclePhases} says. */
export function checkPhases(where: string, phases: Required<OneCyclePhases>): void {
  const { steps, rise, shape, threePhase } = phases;
  checkInteger(where, { steps }, 1, 'steps');
  checkProbability(where, { rise }, 'rise');
  checkCurveShape(where, shape);
  checkBoolean(where, { threePhase }, 'threePhase');
  if (threePhase && rise > 0.5) {
    throw new OptionError(
      `${where}.rise: got ${rise}, expected a number in [0, 0.5]. Three phases rise and fall in it.`,
    );
  }
}
