import { OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import {
  changeLearningRate,
  checkModel,
  type FittedModel,
  type Logs,
  learningRateOf,
} from './fitted-model.js';

const where = 'LearningRateScheduler';

/**
 * Sets the learning rate of a model's optimizer at the beginning of each epoch of `fit`, as Keras' callback of this name does.
 * `history` has the rate of each epoch as `learningRate`.
 *
 * Any schedule does, its steps being epochs. To change the rate from step to step, give the schedule to the optimizer instead.
 *
 * @example
 * ```ts
 * const scheduler = new LearningRateScheduler(model, cosine({ from: 0.01, steps: 50 }));
 * await model.fit(x, y, { epochs: 50, callbacks: [scheduler] });
 * ```
 */
export class LearningRateScheduler {
  readonly #model: FittedModel;
  readonly #schedule: (epoch: number, learningRate: number) => number;

  /**
   * @param schedule The learning rate of an epoch, counted from 0, and by that of the epoch before, for each group of the optimizer.
   * @throws {@link OptionError} when the schedule is no function, or the model is none.
   */
  constructor(model: FittedModel, schedule: (epoch: number, learningRate: number) => number) {
    checkModel(where, model);
    if (typeof schedule !== 'function') {
      throw new OptionError(
        `${where}: got ${describe(schedule)}, expected a function of the epoch.`,
      );
    }
    this.#model = model;
    this.#schedule = schedule;
  }

  /** Called by `fit`. */
  readonly onEpochBegin = (epoch: number): void => {
    changeLearningRate(where, this.#model, (before) => {
      const rate = this.#schedule(epoch, before);
      if (Number.isFinite(rate)) return rate;
      throw new OptionError(
        `${where}: got ${describe(rate)} at epoch ${epoch}, expected a finite number.`,
      );
    });
  };

  /** Called by `fit`. */
  readonly onEpochEnd = (_epoch: number, logs?: Logs): void => {
    if (logs !== undefined) logs.learningRate = learningRateOf(where, this.#model);
  };
}
