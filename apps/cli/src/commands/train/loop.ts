import { type Module, TensorError } from '@nadir/core';
import { type Callback, EarlyStopping, type EpochRecord, type Trainer } from '@nadir/train';
import type { EpochMetrics } from '../../run/metrics.js';
import { failure } from '../../shell/errors.js';
import type { ExampleBatch, Examples } from '../../training/examples.js';
import { measuringLoader } from '../../training/loaders.js';
import type { Options } from '../../training/options.js';
import type { Scores } from '../../training/scores.js';
import { type Material, makeTraining } from '../../training/training.js';

/** What is known in the middle of training. */
export interface Moment {
  /** Steps done. */
  readonly step: number;
  readonly epoch: number;
  /** Scores of the training batches of this epoch up to now. */
  readonly train: () => Scores;
  /** Scores on the validation part, of the last epoch that is complete. */
  readonly validation?: Scores;
}

/** What the loop is given beside its options. */
export interface TrainingInputs extends Material {
  /** Empty where no epoch is chosen. */
  readonly validation: Examples;
  /** Stops the training after the step that is under way. */
  readonly signal: AbortSignal;
  /** Keeps what is needed to go on. */
  readonly checkpoint?: Callback;
  /** Brings back the state of a training that was stopped. */
  readonly prepare?: (trainer: Trainer<ExampleBatch>) => Promise<void>;
  /** Before the first step, with the epochs that are done. */
  onStart?(metrics: readonly EpochMetrics[]): void;
  onStep?(moment: Moment): void;
  onEpoch?(metrics: EpochMetrics): void;
}

/** A training that has come to its end, or was stopped. */
export interface Trained {
  /** In evaluation mode: with the weights of its best epoch, or those of the last step where it was interrupted. The caller disposes of it. */
  readonly model: Module;
  readonly metrics: readonly EpochMetrics[];
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  /** Whether it ended because the validation loss no longer fell. */
  readonly stoppedEarly: boolean;
  readonly interrupted: boolean;
}

/**
 * Trains a model on the TensorFlow.js backend in use, in Node.js or in a page. The same options
 * and inputs give the same batches and initial weights on every backend, and on one backend the same model, bit for bit. Models of two
 * backends differ in the last digits: their updates are the same, but losses and gradients, which TensorFlow.js computes, are rounded differently.
 *
 * Nothing it makes is left in memory but the model.
 * @throws {@link CliError} with status 1 when weights are no longer finite numbers.
 */
export async function train(options: Options, inputs: TrainingInputs): Promise<Trained> {
  const { signal, objective, validation, checkpoint, prepare } = inputs;
  const validates = validation.targets.length > 0;
  const metrics: EpochMetrics[] = [];
  const metricsOf = (record: EpochRecord): EpochMetrics => ({
    ...{ epoch: record.epoch, step: record.step, seconds: record.seconds },
    learningRate: training.learningRate(record.step - 1),
    train: objective.scores(record.train),
    ...(record.validation && { validation: objective.scores(record.validation) }),
  });
  const reporter: Callback = {
    name: 'reporter',
    onStart({ history }) {
      metrics.push(...history.map(metricsOf));
      inputs.onStart?.(metrics);
    },
    onStep(run, { step, epoch }) {
      const train = () => objective.scores(run.running);
      const { validation: last } = metrics.at(-1) ?? {};
      inputs.onStep?.({ step, epoch, train, ...(last && { validation: last }) });
    },
    onEpoch(_, record) {
      const line = metricsOf(record);
      metrics.push(line);
      inputs.onEpoch?.(line);
    },
  };
  // Without patience it only keeps the best weights.
  const stopping = new EarlyStopping({
    patience: options.patience === 0 ? options.epochs : options.patience,
    restoreBest: true,
  });
  const callbacks = [
    reporter,
    ...(checkpoint === undefined ? [] : [checkpoint]),
    ...(validates ? [stopping] : []),
  ];
  const training = makeTraining(options, inputs, { signal, callbacks });
  const { model, trainer, loader } = training;
  try {
    await prepare?.(trainer);
    const { ending } = await trainer.fit(
      loader,
      validates ? measuringLoader(validation, objective) : undefined,
    );
    const { step, seconds } = trainer.progress;
    return {
      ...{ model, metrics, seconds, steps: step },
      stoppedEarly: ending === 'stopped',
      interrupted: ending === 'aborted',
    };
  } catch (error) {
    model.dispose();
    if (!(error instanceof TensorError)) throw error;
    throw failure(`nadir train: ${error.message} Write a smaller --learning-rate.`, error);
  } finally {
    stopping.dispose();
    training.dispose();
  }
}
