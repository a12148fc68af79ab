import { checkBoolean, checkFinite, checkInteger, checkNames, copyOf } from '@nadir/core/internal';
import { dispose, keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkModel, type FittedModel, type Logs } from './fitted-model.js';
import { Monitor, type MonitorOptions } from './monitor.js';

/** Options of {@link EarlyStopping}. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** How much better a number has to be to count, ≥ 0. Default `0`. */
  minDelta?: number;
  /** Number of epochs without improvement after which training stops, an integer ≥ 0. Default `0`. */
  patience?: number;
  /** What the number has to be better than within `patience` epochs. Default: nothing. */
  baseline?: number;
  /** Whether the model ends with the weights of its best epoch. They are copied whenever they are the best. Default `false`. */
  restoreBestWeights?: boolean;
  /** Epochs before this one, counted from 0, neither count nor stop, an integer ≥ 0. Default `0`. */
  startFromEpoch?: number;
}

/**
 * Ends `fit` when a number of its epochs no longer improves, and gives the model the weights of its best epoch.
 *
 * Epochs and weights are those of Keras' `EarlyStopping`; the weights are restored too where training comes to its end before.
 * Unlike there, a number that is missing is an error, and NaN is never the best. `tf.callbacks.earlyStopping` does not restore weights.
 *
 * Memory: with `restoreBestWeights` one more copy of all weights, until training ends.
 *
 * @example
 * ```ts
 * const stopping = new EarlyStopping(model, { patience: 5, restoreBestWeights: true });
 * await model.fit(x, y, { epochs: 100, validationSplit: 0.2, callbacks: [stopping] });
 * console.log(stopping.bestEpoch);
 * ```
 */
export class EarlyStopping {
  readonly #model: FittedModel;
  readonly #monitor: Monitor;
  readonly #options: Required<Omit<EarlyStoppingOptions, keyof MonitorOptions | 'baseline'>>;
  readonly #baseline: number | undefined;
  #wait = 0;
  #bestEpoch = 0;
  #stoppedEpoch: number | undefined;
  #bestWeights: Tensor[] | undefined;

  /** @throws {@link OptionError} when an option leaves its range, or the model is none. */
  constructor(model: FittedModel, options: EarlyStoppingOptions = {}) {
    const where = 'EarlyStopping';
    checkNames(where, options, names);
    const { monitor = 'val_loss', mode = 'auto', minDelta = 0, baseline } = options;
    const { patience = 0, restoreBestWeights = false, startFromEpoch = 0 } = options;
    checkInteger(where, { patience, startFromEpoch }, 0, 'patience', 'startFromEpoch');
    checkBoolean(where, { restoreBestWeights }, 'restoreBestWeights');
    if (baseline !== undefined) checkFinite(where, { baseline }, 'baseline');
    checkModel(where, model);
    this.#model = model;
    this.#monitor = new Monitor(where, { monitor, mode, minDelta });
    this.#options = { patience, restoreBestWeights, startFromEpoch };
    this.#baseline = baseline;
  }

  /** The epoch with the best number, counted from 0. */
  get bestEpoch(): number {
    return this.#bestEpoch;
  }

  /** The epoch after which training was stopped; `undefined` where it was not. */
  get stoppedEpoch(): number | undefined {
    return this.#stoppedEpoch;
  }

  /** Called by `fit`. */
  readonly onTrainBegin = (): void => {
    this.#wait = 0;
    this.#bestEpoch = 0;
    this.#stoppedEpoch = undefined;
    this.#monitor.best = undefined;
    this.#forgetWeights();
  };

  /** Called by `fit`. */
  readonly onEpochEnd = (epoch: number, logs?: Logs): void => {
    const { patience, restoreBestWeights, startFromEpoch } = this.#options;
    const monitor = this.#monitor;
    const value = monitor.read(logs);
    if (epoch < startFromEpoch) return;
    this.#wait++;
    if (monitor.isBetter(value, monitor.best)) {
      monitor.best = value;
      this.#bestEpoch = epoch;
      if (restoreBestWeights) this.#keepWeights();
      if (monitor.isBetter(value, this.#baseline)) this.#wait = 0;
    } else if (this.#wait >= patience && epoch > 0) {
      this.#stoppedEpoch = epoch;
      this.#model.stopTraining = true;
    }
  };

  /** Called by `fit`. */
  readonly onTrainEnd = (): void => {
    if (this.#bestWeights !== undefined) this.#model.setWeights(this.#bestWeights);
    this.#forgetWeights();
  };

  #keepWeights(): void {
    this.#forgetWeights();
    this.#bestWeights = this.#model.getWeights().map((weight) => keep(copyOf(weight)));
  }

  #forgetWeights(): void {
    dispose(this.#bestWeights ?? []);
    this.#bestWeights = undefined;
  }
}

const names = [
  ...['monitor', 'mode', 'minDelta', 'patience', 'baseline'],
  ...['restoreBestWeights', 'startFromEpoch'],
];
