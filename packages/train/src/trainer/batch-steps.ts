import { keep, type Tensor, tidy } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/dataset.js';
import { type Measured, measureBatch, measureOutputs } from '../metrics/measure.js';
import { BatchStep } from './batch-step.js';
import type { TrainedModel } from './model.js';
import type { AnyBatch, TrainerOptions } from './options.js';

/** What a training does with each batch, as one plan each where steps are captured. */
export class BatchSteps<B extends AnyBatch> {
  /** Takes a step, and measures what the batch gave before it. */
  readonly training: BatchStep<B, Measured>;
  /** Measures a batch and changes nothing. */
  readonly measuring: BatchStep<B, Measured>;
  readonly #model: TrainedModel;
  readonly #options: TrainerOptions<B>;

  constructor(model: TrainedModel, options: TrainerOptions<B>) {
    this.#model = model;
    this.#options = options;
    this.training = new BatchStep((batch: B) => this.#train(batch), options.capture);
    this.measuring = new BatchStep((batch: B) => this.#measure(batch), options.capture);
  }

  /** Lets go of the plans. */
  dispose(): void {
    this.training.dispose();
    this.measuring.dispose();
  }

  #train(batch: B): Measured {
    const { optimizer, loss: lossOf, metrics = {} } = this.#options;
    let outputs: Tensor | undefined;
    try {
      return tidy(() => {
        const loss = optimizer.step(() => {
          const given = this.#forward(batch);
          // Some optimizers compute a loss again near by; the outputs are those of the first time.
          outputs ??= keep(given.clone());
          return lossOf(given, batch);
        });
        return measureBatch(metrics, outputs as Tensor, batch.targets, loss);
      });
    } finally {
      outputs?.dispose();
    }
  }

  #measure(batch: B): Measured {
    const { loss, metrics = {} } = this.#options;
    return measureOutputs(batch, (one) => this.#forward(one), loss, metrics);
  }

  #forward(batch: B): Tensor {
    const { forward } = this.#options;
    return forward === undefined
      ? this.#model.forward((batch as unknown as Batch).inputs)
      : forward(batch);
  }
}
