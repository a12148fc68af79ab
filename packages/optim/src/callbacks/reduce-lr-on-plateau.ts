import { checkFraction, checkInteger, checkNames, checkNonNegative } from '@nadir/core/internal';
import {
  changeLearningRate,
  checkModel,
  type FittedModel,
  type Logs,
  learningRateOf,
} from './fitted-model.js';
import { Monitor, type MonitorOptions } from './monitor.js';

/** Options of {@link ReduceLROnPlateau}. */
export interface ReduceLROnPlateauOptions extends MonitorOptions {
  /** How much better a number has to be to count, ≥ 0. Default `1e-4`. */
  minDelta?: number;
  /** What each reduction multiplies by, in [0, 1). Default `0.1`. */
  factor?: number;
  /** Number of epochs without improvement after which the rate is reduced, an integer ≥ 0. Default `10`. */
  patience?: number;
  /** Number of epochs after a reduction that do not count as bad, an integer ≥ 0. Default `0`. */
  cooldown?: number;
  /** Learning rate below which it is not reduced, ≥ 0. Default `0`. */
  minLearningRate?: number;
}

const where = 'ReduceLROnPlateau';

/**
 * Reduces the learning rate of a model's optimizer, of each of its groups, when a number of the epochs of `fit` no longer improves.
 *
 * Learning rates are those of Keras' `ReduceLROnPlateau`: `patience` counts one epoch less than in PyTorch, whose numbers
 * {@link ReduceOnPlateau} has for loops of one's own. Unlike in Keras, a number that is missing is an error, and NaN is never the best.
 * `history` has the rate of each epoch as `learningRate`.
 *
 * @example
 * ```ts
 * const plateau = new ReduceLROnPlateau(model, { factor: 0.5, patience: 3 });
 * await model.fit(x, y, { epochs: 100, validationSplit: 0.2, callbacks: [plateau] });
 * ```
 */
export class ReduceLROnPlateau {
  readonly #model: FittedModel;
  readonly #monitor: Monitor;
  readonly #options: Required<Omit<ReduceLROnPlateauOptions, keyof MonitorOptions>>;
  #wait = 0;
  #cooldown = 0;

  /** @throws {@link OptionError} when an option leaves its range, or the model is none. */
  constructor(model: FittedModel, options: ReduceLROnPlateauOptions = {}) {
    checkNames(where, options, names);
    const { monitor = 'val_loss', mode = 'auto', minDelta = 1e-4 } = options;
    const { factor = 0.1, patience = 10, cooldown = 0, minLearningRate = 0 } = options;
    const own = { factor, patience, cooldown, minLearningRate };
    checkFraction(where, own, 'factor');
    checkInteger(where, own, 0, 'patience', 'cooldown');
    checkNonNegative(where, own, 'minLearningRate');
    checkModel(where, model);
    this.#model = model;
    this.#monitor = new Monitor(where, { monitor, mode, minDelta });
    this.#options = own;
  }

  /** Called by `fit`. */
  readonly onTrainBegin = (): void => {
    learningRateOf(where, this.#model);
    this.#monitor.best = undefined;
    this.#wait = 0;
    this.#cooldown = 0;
  };

  /** Called by `fit`. */
  readonly onEpochEnd = (_epoch: number, logs?: Logs): void => {
    const { patience, cooldown } = this.#options;
    const monitor = this.#monitor;
    const value = monitor.read(logs);
    if (logs !== undefined) logs.learningRate = learningRateOf(where, this.#model);
    if (this.#cooldown > 0) {
      this.#cooldown--;
      this.#wait = 0;
    }
    if (monitor.isBetter(value, monitor.best)) {
      monitor.best = value;
      this.#wait = 0;
    } else if (this.#cooldown === 0) {
      this.#wait++;
      if (this.#wait < patience || !this.#reduce()) return;
      this.#cooldown = cooldown;
      this.#wait = 0;
    }
  };

  /** @returns Whether there was anything left to reduce. */
  #reduce(): boolean {
    const { factor, minLearningRate } = this.#options;
    let isReduced = false;
    changeLearningRate(where, this.#model, (rate) => {
      if (rate <= minLearningRate) return rate;
      isReduced = true;
      return Math.max(rate * factor, minLearningRate);
    });
    return isReduced;
  }
}

const names = [
  ...['monitor', 'mode', 'minDelta', 'factor', 'patience', 'cooldown'],
  'minLearningRate',
];
