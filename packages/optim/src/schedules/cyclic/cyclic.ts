import { checkFinite, checkInteger, checkPositive, checkWord } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** What becomes of the height of the triangles of {@link cyclic}. */
export type CyclicMode = 'triangular' | 'triangular2' | 'exponential';

/** Options of {@link cyclic}. */
export interface CyclicOptions {
  /** Value at the start and end of each cycle. */
  from: number;
  /** Value at the peak of the first cycle. */
  to: number;
  /** Number of steps from the start of a cycle to its peak, an integer ≥ 1. Default `2000`. */
  stepsUp?: number;
  /** Number of steps from the peak to the end, an integer ≥ 1. Default: as `stepsUp`. */
  stepsDown?: number;
  /**
   * `'triangular'`: all cycles are of one height; `'triangular2'`: each is half as high as the one
   * before it; `'exponential'`: the height is `factor^step`. Default `'triangular'`.
   */
  mode?: CyclicMode;
  /** What each step multiplies the height by in the mode `'exponential'`, > 0. Default `1`. */
  factor?: number;
}

/**
 * Triangles: up and down on straight lines, again and again.
 *
 *     from + (to − from) · f · h
 *
 * f rises from 0 to 1 in `stepsUp` steps and falls to 0 in `stepsDown`. In cycle c = 0, 1, … the height
 * h is 1, 2⁻ᶜ or factor^step, as `mode` says.
 *
 * It is `torch.optim.lr_scheduler.CyclicLR(base_lr=from, max_lr=to, step_size_up=stepsUp,
 * step_size_down=stepsDown, mode, gamma=factor)`, where `'exp_range'` is our `'exponential'`. A height of
 * one's own, `scale_fn`, is a product: `offset(multiply([cyclic({ from: 0, to: to - from, … }),
 * height]), from)`. The momentum that PyTorch moves the other way is one more schedule with the ends
 * exchanged, for `momentum` or `beta1`.
 *
 * Paper: Smith, WACV 2017, https://arxiv.org/abs/1506.01186
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new SGD(model, {
 *   learningRate: cyclic({ from: 0.001, to: 0.01, stepsUp: 500 }),
 *   momentum: cyclic({ from: 0.9, to: 0.8, stepsUp: 500 }),
 * });
 * ```
 */
export const cyclic = defineSchedule({
  name: 'cyclic',
  complete(options: CyclicOptions) {
    const { from, to, stepsUp = 2000, stepsDown = stepsUp, mode = 'triangular' } = options;
    const { factor = 1 } = options;
    return { from, to, stepsUp, stepsDown, mode, factor };
  },
  check(o, where) {
    checkFinite(where, o, 'from', 'to');
    checkInteger(where, o, 1, 'stepsUp', 'stepsDown');
    checkWord(where, o, 'mode', Object.keys(heights));
    checkPositive(where, o, 'factor');
  },
  curve({ from, to, stepsUp, stepsDown, mode, factor }) {
    const length = stepsUp + stepsDown;
    return (step) => {
      const cycle = Math.floor(step / length);
      const passed = step - cycle * length;
      const share = passed <= stepsUp ? passed / stepsUp : (length - passed) / stepsDown;
      return from + (to - from) * share * heights[mode](cycle, step, factor);
    };
  },
});

const heights: Readonly<
  Record<CyclicMode, (cycle: number, step: number, factor: number) => number>
> = {
  triangular: () => 1,
  triangular2: (cycle) => 2 ** -cycle,
  exponential: (_, step, factor) => factor ** step,
};
