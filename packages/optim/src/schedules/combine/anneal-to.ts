import type { Schedule } from '@nadir/core';
import { checkFinite, checkInteger, checkNames } from '@nadir/core/internal';
import { checkSchedule } from '../check-schedule.js';
import { between, type CurveShape, checkCurveShape } from '../curve-shape.js';
import { defineSchedule } from '../define-schedule.js';
import type { NamedSchedule } from '../named-schedule.js';

/** Options of {@link annealTo}. */
export interface AnnealToOptions {
  /** Value at the end. */
  to: number;
  /** Step at which the schedule is left, an integer ≥ 0. */
  begin: number;
  /** Number of steps from there to the end, an integer ≥ 0. Default `10`. */
  steps?: number;
  /** The way to the end. Default `'cosine'`. */
  shape?: CurveShape;
}

/**
 * A schedule up to a step, and from where it stands there on the way to a value which then stays:
 * the learning rate for stochastic weight averaging.
 *
 * It is `torch.optim.swa_utils.SWALR(swa_lr=to, anneal_epochs=steps, anneal_strategy=shape)` that takes
 * over from another scheduler at step `begin`, `swa_start + 1` in PyTorch's own example. With
 * {@link WeightAverage} of kind `'swa'`, begin to average when it has arrived.
 *
 * The result can be saved if the schedule can.
 *
 * Paper: Izmailov et al., UAI 2018, https://arxiv.org/abs/1803.05407
 * @throws {@link OptionError} when an option leaves the range written on it, or the schedule is not a
 * function.
 * @example
 * ```ts
 * const rate = annealTo(cosine({ from: 0.1, steps: 300 }), { to: 0.05, begin: 160, steps: 5 });
 * ```
 */
export function annealTo(schedule: NamedSchedule, options: AnnealToOptions): NamedSchedule;
export function annealTo(schedule: Schedule, options: AnnealToOptions): Schedule;
export function annealTo(schedule: Schedule, options: AnnealToOptions): Schedule {
  checkNames('annealTo', options, ['to', 'begin', 'steps', 'shape']);
  return annealed({ ...options, inner: schedule });
}

const annealed = defineSchedule({
  name: 'annealTo',
  complete(options: AnnealToOptions & { inner: Schedule }) {
    const { inner, to, begin, steps = 10, shape = 'cosine' } = options;
    return { inner, to, begin, steps, shape };
  },
  check(o, where) {
    checkSchedule(where, o.inner);
    checkFinite(where, o, 'to');
    checkInteger(where, o, 0, 'begin', 'steps');
    checkCurveShape(where, o.shape);
  },
  curve({ inner, to, begin, steps, shape }) {
    return (step) => {
      if (step < begin) return inner(step);
      const share = steps === 0 ? 1 : (step - begin) / steps;
      return between(inner(begin), to, shape, share);
    };
  },
});
