import { OptionError } from '@nadir/core';
import { checkInteger, checkNames, checkWord, describe } from '@nadir/core/internal';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { AveragedWeights } from '../averages/averaged-weights.js';
import { checkModel, type FittedModel, type Logs } from './fitted-model.js';

/** What a model is validated on: inputs and targets, or a `tf.data.Dataset` of batches of both. */
export type ValidationData =
  | readonly [x: Tensor | Tensor[], y: Tensor | Tensor[]]
  | { iterator(): Promise<object> };

/** Options of {@link SwapAverages}. */
export interface SwapAveragesOptions {
  /** When the weights are taken into the averages. Default `'batch'`. */
  updateAfter?: 'batch' | 'epoch';
  /** What the averages are validated on after each epoch. Its numbers, such as `val_loss`, take the place of those of `fit`. */
  validationData?: ValidationData;
  /** Examples of a batch in validation, an integer ≥ 1. Default `32`. */
  batchSize?: number;
}

/**
 * Averages the weights of a model while `fit` trains it, and has the averages in their place from the end of each epoch to the
 * beginning of the next: callbacks that come after this one validate, keep and save the averages, and so does whoever
 * uses the model when training has ended. `average.swapOut()` brings back the weights of training; another `fit` does so by itself.
 *
 * Unlike Keras' `SwapEMAWeights` it is not part of the validation that `fit` itself does, which is over before any callback hears of
 * it: give `validationData` to the callback instead.
 *
 * @example
 * ```ts
 * const average = new WeightAverage(model, { kind: 'ema', decay: 0.99 });
 * await model.fit(x, y, {
 *   epochs: 50,
 *   callbacks: [
 *     new SwapAverages(model, average, { validationData: [xTest, yTest] }),
 *     new EarlyStopping(model, { patience: 5, restoreBestWeights: true }),
 *   ],
 * });
 * ```
 */
export class SwapAverages {
  readonly #model: FittedModel;
  readonly #average: UpdatedAverage;
  readonly #options: SwapAveragesOptions;

  /**
   * @param average An average of the weights of the model, such as a {@link WeightAverage}.
   * @throws {@link OptionError} when an option is none, or model or average are.
   */
  constructor(model: FittedModel, average: UpdatedAverage, options: SwapAveragesOptions = {}) {
    const where = 'SwapAverages';
    checkNames(where, options, ['updateAfter', 'validationData', 'batchSize']);
    const { updateAfter = 'batch', batchSize = 32, validationData } = options;
    checkWord(where, { updateAfter }, 'updateAfter', ['batch', 'epoch']);
    checkInteger(where, { batchSize }, 1, 'batchSize');
    checkModel(where, model);
    if (!(average instanceof AveragedWeights)) {
      throw new OptionError(
        `${where}: got ${describe(average)}, expected an average such as new WeightAverage(model, { kind: 'ema' }).`,
      );
    }
    checkData(where, validationData);
    this.#model = model;
    this.#average = average;
    this.#options = { ...options, updateAfter, batchSize };
  }

  /** Called by `fit`. */
  readonly onEpochBegin = (): void => {
    if (this.#average.swappedIn) this.#average.swapOut();
  };

  /** Called by `fit`. */
  readonly onBatchEnd = (): void => {
    if (this.#options.updateAfter === 'batch') this.#average.update();
  };

  /** Called by `fit`. */
  readonly onEpochEnd = async (_epoch: number, logs?: Logs): Promise<void> => {
    if (this.#options.updateAfter === 'epoch') this.#average.update();
    this.#average.swapIn();
    const { validationData: data } = this.#options;
    if (data === undefined || logs === undefined) return;
    const results = [await this.#evaluate(data)].flat();
    const { metricsNames } = this.#model;
    for (const [i, result] of results.entries()) {
      const [value = Number.NaN] = await result.data();
      logs[`val_${metricsNames[i]}`] = value;
      result.dispose();
    }
  };

  #evaluate(data: ValidationData): Scalar | Scalar[] | Promise<Scalar | Scalar[]> {
    if ('iterator' in data) return this.#model.evaluateDataset(data as never, {});
    const { batchSize = 32 } = this.#options;
    return this.#model.evaluate(data[0], data[1], { batchSize });
  }
}

/** An average that takes in the present weights. */
type UpdatedAverage = AveragedWeights & { update(): void };

function checkData(where: string, data: unknown): void {
  const isDataset = typeof (data as { iterator?: unknown } | null)?.iterator === 'function';
  if (data === undefined || isDataset || (Array.isArray(data) && data.length === 2)) return;
  throw new OptionError(
    `${where}.validationData: got ${describe(data)}, expected [x, y] or a tf.data.Dataset.`,
  );
}
