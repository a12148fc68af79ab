import { checkBoolean, checkInteger, checkNames, checkNonNegative } from '@nadir/core/internal';
import { clone, dispose, type Tensor } from '@tensorflow/tfjs-core';
import type { Callback, CallbackState } from '../trainer/callback.js';
import type { EpochRecord, ValidationRecord } from '../trainer/records.js';
import type { Ending, Run } from '../trainer/run.js';
import { Monitor, type Monitored } from './monitored.js';

/** Options of {@link EarlyStopping}. */
export interface EarlyStoppingOptions extends Monitored {
  /** How much better a figure has to be to count, ≥ 0. Default `0`. */
  minDelta?: number;
  /**
   * Number of figures without improvement after which training stops, an integer ≥ 0: of validations for `'validation.…'`, of
   * epochs for `'train.…'`. Default `0`.
   */
  patience?: number;
  /** Whether the model ends with its best weights. They are copied whenever they are the best. Default `false`. */
  restoreBest?: boolean;
}

type Weights = Readonly<Record<string, Tensor>>;

/** What is known of the figures so far. */
interface Seen {
  readonly figures: number;
  /** Figures since the best one. */
  readonly wait: number;
  readonly best: { readonly step: number; readonly value: number } | null;
}

/**
 * Stops training when a figure no longer improves, and gives the model its best weights.
 *
 * Training stops where Keras' `EarlyStopping` stops it. With an average of the weights, the best weights are averages. They are not
 * restored when training is aborted, so that it can go on. A training that is resumed after it was stopped stops again at once.
 *
 * Put it after a {@link Checkpoint}, so that the last checkpoint is of the training and not of the best weights.
 *
 * Memory: with `restoreBest` one more copy of all weights, on the device and in checkpoints, until {@link EarlyStopping.dispose}.
 *
 * @example
 * ```ts
 * const stopping = new EarlyStopping({ monitor: 'validation.accuracy', patience: 5, restoreBest: true });
 * const trainer = new Trainer({ model, optimizer, loss, epochs: 100, callbacks: [stopping] });
 * ```
 */
export class EarlyStopping implements Callback {
  readonly name = 'early-stopping';
  readonly #monitor: Monitor;
  readonly #minDelta: number;
  readonly #patience: number;
  readonly #restoreBest: boolean;
  #seen: Seen = { figures: 0, wait: 0, best: null };
  #weights: Weights = {};

  /** @throws {@link OptionError} when an option is out of range. */
  constructor(options: EarlyStoppingOptions = {}) {
    const where = 'EarlyStopping';
    checkNames(where, options, ['monitor', 'mode', 'minDelta', 'patience', 'restoreBest']);
    const { minDelta = 0, patience = 0, restoreBest = false } = options;
    checkNonNegative(where, { minDelta }, 'minDelta');
    checkInteger(where, { patience }, 0, 'patience');
    checkBoolean(where, { restoreBest }, 'restoreBest');
    this.#monitor = new Monitor(where, options);
    this.#minDelta = minDelta;
    this.#patience = patience;
    this.#restoreBest = restoreBest;
  }

  /** The step with the best figure so far, and the figure. */
  get best(): { readonly step: number; readonly value: number } | undefined {
    return this.#seen.best ?? undefined;
  }

  onStart(run: Run): void {
    if (this.#isOver) run.stop();
  }

  onValidation(run: Run, record: ValidationRecord): void {
    if (this.#monitor.isOfValidation) this.#judge(run, record);
  }

  onEpoch(run: Run, record: EpochRecord): void {
    if (!this.#monitor.isOfValidation) this.#judge(run, record);
  }

  onEnd(run: Run, ending: Ending): void {
    if (ending === 'aborted' || Object.keys(this.#weights).length === 0) return;
    run.setWeights(this.#weights);
  }

  stateDict(): CallbackState {
    return { value: this.#seen, tensors: copiesOf(this.#weights) };
  }

  loadStateDict({ value, tensors = {} }: CallbackState): void {
    this.dispose();
    this.#seen = value as Seen;
    if (this.#restoreBest) this.#weights = copiesOf(tensors);
  }

  /** Frees the copies of the best weights. */
  dispose(): void {
    dispose(this.#weights as Record<string, Tensor>);
    this.#weights = {};
  }

  /** As in Keras, the first figure alone stops nothing, whatever the patience. */
  get #isOver(): boolean {
    const { figures, wait } = this.#seen;
    return figures > 1 && wait > 0 && wait >= this.#patience;
  }

  #judge(run: Run, record: EpochRecord | ValidationRecord): void {
    const value = this.#monitor.valueIn(record);
    const { figures, wait, best } = this.#seen;
    const isBetter = this.#monitor.isBetter(value, best?.value, this.#minDelta);
    this.#seen = isBetter
      ? { figures: figures + 1, wait: 0, best: { step: record.step, value } }
      : { figures: figures + 1, wait: wait + 1, best };
    if (isBetter && this.#restoreBest) {
      this.dispose();
      this.#weights = run.weights();
    }
    if (this.#isOver) run.stop();
  }
}

const copiesOf = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, clone(tensor)]));
