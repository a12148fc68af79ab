import { checkFinite, checkInteger } from '@nadir/core/internal';
import { defineSchedule } from '../define-schedule.js';

/** Options of {@link noam}. */
export interface NoamOptions {
  /** Width d of the model, an integer ≥ 1. */
  modelSize: number;
  /** Number W of steps of the warm-up, an integer ≥ 1. */
  warmupSteps: number;
  /** What all is multiplied by. Default `1`. */
  factor?: number;
}

/**
 * The learning rate of the first transformer: up in a straight line, then down with the root.
 *
 *     factor · d^−½ · min(t^−½, t · W^−1.5)     t = step + 1
 *
 * The paper counts steps t from 1, so the first one is not at 0. The peak is factor / √(d W), at t = W.
 *
 * Paper: Vaswani et al., NeurIPS 2017, https://arxiv.org/abs/1706.03762
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const rate = noam({ modelSize: 512, warmupSteps: 4000 });
 * [0, 1999, 3999, 15999].map(rate); // 1.75e-7, 3.49e-4, 6.99e-4, 3.49e-4
 * ```
 */
export const noam = defineSchedule({
  name: 'noam',
  complete: ({ modelSize, warmupSteps, factor = 1 }: NoamOptions) => ({
    modelSize,
    warmupSteps,
    factor,
  }),
  check(o, where) {
    checkInteger(where, o, 1, 'modelSize', 'warmupSteps');
    checkFinite(where, o, 'factor');
  },
  curve({ modelSize, warmupSteps, factor }) {
    const scale = factor / Math.sqrt(modelSize);
    return (step) => {
      const t = step + 1;
      return scale * Math.min(t ** -0.5, t * warmupSteps ** -1.5);
    };
  },
});
