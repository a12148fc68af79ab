import { OptionError, type StateDict } from '@nadir/core';
import {
  checkBoolean,
  checkInteger,
  checkNames,
  checkOptions,
  checkPositive,
  checkWord,
  describe,
} from '@nadir/core/internal';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/dataset.js';
import type { Metric } from '../metrics/metric.js';
import type { Callback } from './callback.js';
import type { Model } from './model.js';

/** What training asks of an optimizer: every one of `@nadir/optim`. */
export interface TrainedOptimizer {
  /** Steps taken, of which a skipped one is none. */
  readonly iterations?: number;
  step(loss: () => Scalar): Scalar;
  settled(): Promise<void>;
  stateDict(): StateDict;
  loadStateDict(state: StateDict): unknown;
  /** Puts the parameters where they are trained, if they are not there; of schedule-free optimizers, which evaluate them elsewhere. */
  train?(): void;
  /** Puts the parameters where they are evaluated, if they are not there. */
  eval?(): void;
}

/** What training asks of an average of weights: every one of `@nadir/optim/averages`. */
export interface TrainedAverage {
  readonly count: number;
  update(): void;
  use<T>(evaluate: () => T): T;
  stateDict(): StateDict;
  loadStateDict(state: StateDict): unknown;
}

/** Options of {@link Trainer}. */
export interface TrainerOptions<B extends AnyBatch = Batch> {
  model: Model;
  /** Over the parameters of the model. */
  optimizer: TrainedOptimizer;
  /** Mean loss of a batch, to be differentiated. */
  loss: (outputs: Tensor, batch: B) => Scalar;
  /** Outputs for a batch. Default: what the model gives for `batch.inputs`. */
  forward?: (batch: B) => Tensor;
  /** Called after each step with its batch, the model in training mode, for what an optimizer wants to know beside gradients. */
  afterUpdate?: (batch: B, step: number) => void;
  /** Further figures by name, of outputs and `batch.targets`. */
  metrics?: Readonly<Record<string, Metric>>;
  /** Epochs in all, ≥ 1. Training ends with the first of `epochs`, `steps` and `seconds` that is reached. */
  epochs?: number;
  /** Steps in all, ≥ 1. */
  steps?: number;
  /** Seconds of training in all, > 0. */
  seconds?: number;
  /** Steps between validations, ≥ 1. Default: one validation at the end of each epoch. */
  validateEvery?: number;
  /** Average of the weights, which is updated after each step that the optimizer takes, and stands in for them in validations. */
  average?: TrainedAverage;
  /**
   * What happens at a loss that is not finite when weights are not finite either: an error that names the first, or nothing. Default
   * `'throw'`. That such a step is not taken in the first place is the option `nonFinite` of the optimizer.
   */
  nonFinite?: 'throw' | 'ignore';
  /**
   * Whether steps and validations are recorded and replayed: {@link capture}. The weights are the same bit for bit. What cannot
   * be captured runs as it is, and a warning says so once. A number of the host that a loss reads may change between epochs, which is
   * noticed at the beginning of the next one, after 20 steps at least; what changes within an epoch belongs into the batch. Default `true`.
   */
  capture?: boolean;
  callbacks?: readonly Callback[];
  /** Ends training after the step that is under way, and within a validation at its next batch: that is made anew when training goes on. */
  signal?: AbortSignal;
}

/** Examples that are trained on. */
export interface AnyBatch {
  readonly targets: Tensor;
}

const names = [
  ...[
    'model',
    'optimizer',
    'loss',
    'forward',
    'afterUpdate',
    'metrics',
    'epochs',
    'steps',
    'seconds',
  ],
  ...['validateEvery', 'average', 'nonFinite', 'capture', 'callbacks', 'signal'],
];

/** @throws {@link OptionError} naming the first option that is not as documented. */
export function checkTrainerOptions(options: TrainerOptions<never>): void {
  const where = 'Trainer';
  checkOptions(where, options);
  checkNames(where, options, names);
  const {
    optimizer,
    loss,
    metrics = {},
    epochs,
    steps,
    seconds,
    validateEvery,
    nonFinite = 'throw',
    capture = true,
    callbacks = [],
  } = options;
  for (const [name, value] of Object.entries({ epochs, steps, validateEvery })) {
    if (value !== undefined) checkInteger(where, { [name]: value }, 1, name);
  }
  checkBoolean(where, { capture }, 'capture');
  checkWord(where, { nonFinite }, 'nonFinite', ['throw', 'ignore']);
  if (seconds !== undefined) checkPositive(where, { seconds }, 'seconds');
  if (epochs === undefined && steps === undefined && seconds === undefined) {
    throw new OptionError(
      'Trainer: got no end, expected epochs, steps or seconds. Write { epochs: 10 }.',
    );
  }
  if (typeof optimizer?.step !== 'function' || typeof optimizer.loadStateDict !== 'function') {
    throw new OptionError(
      `Trainer.optimizer: got ${describe(optimizer)}, expected one of @nadir/optim. ` +
        'Those of TensorFlow.js cannot go on exactly; AdamW stands in for tf.train.adam.',
    );
  }
  if (typeof loss !== 'function') {
    throw new OptionError(
      `Trainer.loss: got ${describe(loss)}, expected a function of outputs and batch. ` +
        'Write (outputs, { targets }) => crossEntropy(outputs, targets).',
    );
  }
  for (const [name, metric] of Object.entries(metrics)) {
    if (name !== 'loss' && typeof metric?.measure === 'function') continue;
    throw new OptionError(
      `Trainer.metrics.${name}: got ${describe(metric)}, expected a metric under a name other than loss. ` +
        'Write { accuracy: accuracy() }.',
    );
  }
  const given = callbacks.map((callback) => callback?.name);
  const odd = given.find((name, i) => typeof name !== 'string' || given.indexOf(name) !== i);
  if (odd !== undefined || given.includes(undefined as never)) {
    throw new OptionError(
      `Trainer.callbacks: got the names ${describe(given)}, expected a name of its own for each. ` +
        'Checkpoints hold their states by name.',
    );
  }
}
