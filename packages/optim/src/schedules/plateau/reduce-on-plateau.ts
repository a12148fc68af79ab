import { OptionError, type Schedule, StateError } from '@nadir/core';
import {
  checkFinite,
  checkFraction,
  checkInteger,
  checkNames,
  checkNonNegative,
  checkOptions,
  checkWord,
  describe,
  registerNamed,
} from '@nadir/core/internal';
import type { NamedSchedule } from '../named-schedule.js';

/** Options of {@link ReduceOnPlateau}. */
export interface ReduceOnPlateauOptions {
  /** Value at first. */
  from: number;
  /** Value below which it is not reduced. Default `0`. */
  to?: number;
  /** What each reduction multiplies by, in [0, 1). Default `0.1`. */
  factor?: number;
  /** Number of metrics without improvement that are borne, an integer ≥ 0. Default `10`. */
  patience?: number;
  /** Whether a lower metric is better, or a higher one. Default `'min'`. */
  mode?: 'min' | 'max';
  /** How much better a metric has to be to count, ≥ 0. Default `1e-4`. */
  threshold?: number;
  /** Whether `threshold` is a share of the best metric, or a distance. Default `'relative'`. */
  thresholdMode?: 'relative' | 'absolute';
  /** Number of metrics after a reduction that do not count as bad, an integer ≥ 0. Default `0`. */
  cooldown?: number;
  /** A reduction by no more than this is not made, ≥ 0. Default `1e-8`. */
  epsilon?: number;
}

/** What {@link ReduceOnPlateau.state} gives and {@link ReduceOnPlateau.load} takes: plain data. */
export interface ReduceOnPlateauState {
  readonly value: number;
  /** Best metric so far; `null` before the first. */
  readonly best: number | null;
  /** Metrics without improvement since the last reduction or the best one. */
  readonly bad: number;
  /** Metrics that still do not count as bad. */
  readonly cooldown: number;
}

/** Under which the schedule is saved. */
const name = 'reduceOnPlateau';

const plateaus = new WeakMap<Schedule, ReduceOnPlateau>();

/**
 * A value that is reduced when a metric, such as the loss of validation, no longer improves.
 *
 * It is `torch.optim.lr_scheduler.ReduceLROnPlateau`, with `to` for `min_lr`, and the only schedule with a
 * state of its own. Give its `schedule` to as many options as shall follow it; {@link scale} and
 * {@link multiply} take it too. A metric that is not finite counts as bad.
 *
 * Difference from PyTorch: a metric is better by the share `threshold` if it is below
 * best − threshold · |best|, or above best + threshold · |best|. PyTorch multiplies best by 1 ∓ threshold,
 * so that for a negative loss an unchanged metric counts as better, and nothing is ever reduced.
 *
 * An optimizer saves value and counters with its options, in a state dict and beside a model. `loadStateDict` gives them to the plateau
 * whose schedule the optimizer has. An optimizer that `loadLayersModel` has made has a plateau of its own, which
 * {@link ReduceOnPlateau.of} finds.
 *
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const plateau = new ReduceOnPlateau({ from: 0.1, factor: 0.5, patience: 3 });
 * const optimizer = new SGD(model, { learningRate: plateau.schedule });
 * for (let epoch = 0; epoch < 50; epoch++) {
 *   trainEpoch(model, optimizer);
 *   plateau.step(validationLoss(model));
 * }
 * ```
 */
export class ReduceOnPlateau {
  /** The present value, whatever the step. */
  readonly schedule: NamedSchedule;
  readonly #options: Required<ReduceOnPlateauOptions>;
  #value: number;
  #best: number | null = null;
  #bad = 0;
  #cooldown = 0;

  constructor(options: ReduceOnPlateauOptions) {
    checkOptions('ReduceOnPlateau', options);
    this.#options = checked(options);
    this.#value = options.from;
    const schedule: Schedule = () => this.#value;
    const get = () => ({ schedule: name, ...this.#options, state: this.state() });
    Object.defineProperty(schedule, 'config', { get, enumerable: true });
    this.schedule = Object.assign(schedule as NamedSchedule, {
      goOnFrom: (saved: unknown, resumes: (() => void)[]) => this.#goOnFrom(saved, resumes),
    });
    plateaus.set(schedule, this);
  }

  /**
   * The plateau that a schedule belongs to.
   *
   * @throws {@link OptionError} when it belongs to none.
   * @example
   * ```ts
   * const model = await tf.loadLayersModel('file://model/model.json');
   * const plateau = ReduceOnPlateau.of((model.optimizer as SGD).learningRate);
   * ```
   */
  static of(schedule: unknown): ReduceOnPlateau {
    const plateau = plateaus.get(schedule as Schedule);
    if (plateau !== undefined) return plateau;
    throw new OptionError(
      `ReduceOnPlateau.of: got ${describe(schedule)}, expected the schedule of a plateau, as an optimizer has it in ` +
        '`groups[0].options`.',
    );
  }

  /** The present value. */
  get value(): number {
    return this.#value;
  }

  /**
   * Takes the metric of one more epoch and returns the value from now on.
   *
   * @throws {@link OptionError} when it is not a number.
   */
  step(metric: number): number {
    if (typeof metric !== 'number') {
      throw new OptionError(
        `ReduceOnPlateau.step: got ${describe(metric)}, expected a number. Read a tensor first.`,
      );
    }
    const { patience, cooldown, factor, to, epsilon } = this.#options;
    if (this.#isBetter(metric)) {
      this.#best = metric;
      this.#bad = 0;
    } else this.#bad++;
    if (this.#cooldown > 0) {
      this.#cooldown--;
      this.#bad = 0;
    }
    if (this.#bad > patience) {
      const reduced = Math.max(this.#value * factor, to);
      if (this.#value - reduced > epsilon) this.#value = reduced;
      this.#cooldown = cooldown;
      this.#bad = 0;
    }
    return this.#value;
  }

  /** Everything needed to go on, with the same options. */
  state(): ReduceOnPlateauState {
    return { value: this.#value, best: this.#best, bad: this.#bad, cooldown: this.#cooldown };
  }

  /**
   * Goes on from a saved state.
   *
   * @throws {@link StateError} when it is none of a `ReduceOnPlateau`. Nothing has changed then.
   */
  load(state: ReduceOnPlateauState): void {
    checkState('ReduceOnPlateau.load', state);
    this.#take(state);
  }

  #goOnFrom(saved: unknown, resumes: (() => void)[]): Schedule | undefined {
    const { schedule, state } = Object(saved) as Readonly<Record<string, unknown>>;
    if (schedule !== name) return undefined;
    checkState('ReduceOnPlateau', state);
    resumes.push(() => this.#take(state));
    return this.schedule;
  }

  #take({ value, best, bad, cooldown }: ReduceOnPlateauState): void {
    this.#value = value;
    this.#best = best;
    this.#bad = bad;
    this.#cooldown = cooldown;
  }

  #isBetter(metric: number): boolean {
    if (!Number.isFinite(metric)) return false;
    const best = this.#best;
    if (best === null) return true;
    const { mode, threshold, thresholdMode } = this.#options;
    const margin = thresholdMode === 'relative' ? threshold * Math.abs(best) : threshold;
    return mode === 'min' ? metric < best - margin : metric > best + margin;
  }
}

function checked(options: ReduceOnPlateauOptions): Required<ReduceOnPlateauOptions> {
  const where = 'ReduceOnPlateau';
  const { from, to = 0, factor = 0.1, patience = 10, mode = 'min', threshold = 1e-4 } = options;
  const { thresholdMode = 'relative', cooldown = 0, epsilon = 1e-8 } = options;
  const all = { from, to, factor, patience, mode, threshold, thresholdMode, cooldown, epsilon };
  checkNames(where, options, Object.keys(all));
  checkFinite(where, all, 'from', 'to');
  checkFraction(where, all, 'factor');
  checkInteger(where, all, 0, 'patience', 'cooldown');
  checkNonNegative(where, all, 'threshold', 'epsilon');
  checkWord(where, all, 'mode', ['min', 'max']);
  checkWord(where, all, 'thresholdMode', ['relative', 'absolute']);
  return all;
}

/** Throws unless a value is a state of a plateau. */
function checkState(where: string, state: unknown): asserts state is ReduceOnPlateauState {
  const { value, best, bad, cooldown } = Object(state) as ReduceOnPlateauState;
  const counts = [bad, cooldown].every((count) => Number.isSafeInteger(count) && count >= 0);
  const isBest = best === null || Number.isFinite(best);
  if (!counts || !isBest || !Number.isFinite(value)) {
    throw new StateError(
      `${where}: got the value ${describe(value)}, the best metric ${describe(best)} ` +
        `and the counts ${describe(bad)} and ${describe(cooldown)}, expected what state() returned.`,
    );
  }
}

registerNamed('schedule', name, (saved) => {
  const { state, ...options } = saved;
  const plateau = new ReduceOnPlateau(options as unknown as ReduceOnPlateauOptions);
  plateau.load(state as ReduceOnPlateauState);
  return plateau.schedule;
});
