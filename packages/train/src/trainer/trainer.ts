import { type StateDict, StateError } from '@nadir/core';
import { dispose, type Tensor, type TensorContainer, tidy } from '@tensorflow/tfjs-core';
import type { Batch } from '../data/dataset.js';
import type { Loader } from '../data/loader.js';
import { readFigures } from '../metrics/measure.js';
import { RunningScores, type Scores } from '../metrics/running-scores.js';
import { BatchSteps } from './batch-steps.js';
import type { Callback } from './callback.js';
import { checkWeights } from './guard.js';
import { type TrainedModel, trainedModel } from './model.js';
import {
  type AnyBatch,
  checkTrainerOptions,
  type TrainedAverage,
  type TrainerOptions,
} from './options.js';
import type { EpochRecord, Progress } from './records.js';
import type { Ending, Run } from './run.js';
import { countIn, scoresOn } from './scores-on.js';
import { joinState, partsOf } from './state.js';
import { Turns } from './turn.js';
import { unlessAborted } from './unless-aborted.js';

/**
 * Trains a model: epochs of batches, validations, metrics, callbacks, and a state to go on from exactly.
 *
 * All that a training depends on is in its state: weights, buffers and counts of random draws of the model, state of the
 * optimizer and its schedules, averages, the place in the data, and what metrics and callbacks know. A training that goes on from
 * it ends with the weights of one that was never interrupted, bit for bit.
 *
 * @example
 * ```ts
 * const trainer = new Trainer({
 *   model,
 *   optimizer: new AdamW(model, { learningRate: 1e-3 }),
 *   loss: (outputs, { targets }) => crossEntropy(outputs, targets),
 *   metrics: { accuracy: accuracy() },
 *   epochs: 10,
 * });
 * const { history } = await trainer.fit(loader, validationLoader);
 * ```
 */
export class Trainer<B extends AnyBatch = Batch> implements Run {
  readonly #options: TrainerOptions<B>;
  readonly #model: TrainedModel;
  readonly #callbacks: readonly Callback[];
  readonly #metrics: NonNullable<TrainerOptions<B>['metrics']>;
  readonly #steps: BatchSteps<B>;
  #progress: Progress = { step: 0, epoch: 0, batch: 0, seconds: 0 };
  #history: EpochRecord[] = [];
  #running: RunningScores;
  /** Of the last validation in this epoch. */
  #validation: Scores | undefined;
  /** Whether what follows the last step is still to be done: a training may end within its validation. */
  #unfinished = false;
  #isFitting = false;
  #stopped = false;
  /** Whether the weights were put in by {@link Trainer.setWeights} since the last step. */
  #isSet = false;

  /** @throws {@link OptionError} when an option is not as documented. */
  constructor(options: TrainerOptions<B>) {
    checkTrainerOptions(options as TrainerOptions<never>);
    this.#options = options;
    this.#model = trainedModel(options.model);
    this.#callbacks = options.callbacks ?? [];
    this.#metrics = options.metrics ?? {};
    this.#running = new RunningScores(this.#metrics);
    this.#steps = new BatchSteps(this.#model, options);
  }

  get progress(): Progress {
    return this.#progress;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  /** Scores over the batches of this epoch so far, each as it was before its step. */
  get running(): Scores {
    return this.#running.scores();
  }

  figures(): Readonly<Record<string, number>> {
    return Object.fromEntries(
      this.#callbacks.flatMap((callback) => Object.entries(callback.figures?.() ?? {})),
    );
  }

  stop(): void {
    this.#stopped = true;
  }

  /**
   * Trains until the end that the options name, {@link Trainer.stop}, or their signal. After {@link Trainer.loadStateDict} it goes
   * on from there.
   *
   * @throws {@link TensorError} when weights are no longer finite; and whatever data, loss or a callback throws.
   */
  async fit(
    train: Loader<B>,
    validation?: Loader<B>,
  ): Promise<{ ending: Ending; history: readonly EpochRecord[] }> {
    if (this.#isFitting) {
      throw new StateError(
        'Trainer.fit: got a second call, expected one at a time. Await the first.',
      );
    }
    this.#isFitting = true;
    this.#stopped = false;
    try {
      await this.#call((callback) => callback.onStart?.(this));
      if (this.#unfinished) await this.#finishStep(train, validation);
      let ending = this.#ending(train);
      while (ending === undefined) {
        await this.#epoch(train, validation);
        ending = this.#ending(train);
      }
      await this.#options.optimizer.settled();
      await this.#call((callback) => callback.onEnd?.(this, ending as Ending));
      return { ending, history: this.#history };
    } finally {
      this.#isFitting = false;
      this.#setTraining(false);
      this.#steps.dispose();
    }
  }

  /**
   * Loss and metrics of the model as it is now, in evaluation mode, with the averages where there are some and no weights were put in.
   *
   * @param signal Ends it before the next batch.
   * @throws The reason of the signal, once that is aborted.
   */
  async evaluate(loader: Loader<B>, signal?: AbortSignal): Promise<Scores> {
    const evaluate = () => {
      this.#setTraining(false);
      this.#steps.measuring.verify();
      return scoresOn(loader, this.#metrics, (batch) => this.#steps.measuring.run(batch), signal);
    };
    return this.#average?.use(evaluate) ?? evaluate();
  }

  async stateDict(): Promise<StateDict> {
    const { optimizer, average } = this.#options;
    await optimizer.settled();
    return joinState(
      { model: this.#model, optimizer, average, callbacks: this.#callbacks },
      {
        progress: this.#progress,
        running: this.#running.state(),
        validation: this.#validation,
        history: this.#history,
        unfinished: this.#unfinished,
      },
    );
  }

  /**
   * Goes on from a {@link Trainer.stateDict} at the next {@link Trainer.fit}. The tensors stay the caller's.
   *
   * @throws {@link StateError} when it is of another model, optimizer or trainer; then nothing has changed.
   */
  loadStateDict(state: StateDict): void {
    const { optimizer, average } = this.#options;
    const parts = { model: this.#model, optimizer, average, callbacks: this.#callbacks };
    const { progress, running, validation, history, unfinished } = partsOf(state, parts);
    this.#isSet = false;
    this.#progress = progress;
    this.#running = new RunningScores(this.#metrics, running);
    this.#validation = validation;
    this.#history = [...history];
    this.#unfinished = unfinished;
  }

  weights(): Readonly<Record<string, Tensor>> {
    const copy = () => this.#model.stateDict();
    return this.#average?.use(copy) ?? copy();
  }

  setWeights(weights: Readonly<Record<string, Tensor>>): void {
    this.#model.loadStateDict(weights);
    this.#isSet = true;
  }

  /** The average that stands in for the weights: none before its first update, and none for weights that were put in. */
  get #average(): TrainedAverage | undefined {
    const { average } = this.#options;
    return this.#isSet || average?.count === 0 ? undefined : average;
  }

  /** Why there is nothing more to do, if that is so. */
  #ending(train: Loader<B>): Ending | undefined {
    const { epochs = Infinity, steps = Infinity, seconds = Infinity, signal } = this.#options;
    const { epoch, batch, step, seconds: used } = this.#progress;
    if (signal?.aborted) return 'aborted';
    if (step >= steps || used >= seconds) return 'complete';
    if (batch >= train.length && epoch >= epochs) return 'complete';
    return this.#stopped ? 'stopped' : undefined;
  }

  /** Trains to the end of an epoch, or of the training. */
  async #epoch(train: Loader<B>, validation: Loader<B> | undefined): Promise<void> {
    const { epoch, batch } = this.#progress;
    if (epoch === 0 || batch >= train.length) {
      this.#progress = { ...this.#progress, epoch: epoch + 1, batch: 0 };
      this.#running = new RunningScores(this.#metrics);
      this.#validation = undefined;
    }
    const turns = new Turns();
    let before = performance.now();
    for await (const examples of train.batches(this.#progress.epoch, this.#progress.batch)) {
      const count = countIn(examples);
      const loss = await this.takeStep(examples);
      const { batch: done, seconds } = this.#progress;
      const now = performance.now();
      const after = { batch: done + 1, seconds: seconds + (now - before) / 1000 };
      this.#progress = { ...this.#progress, ...after };
      before = now;
      this.#unfinished = true;
      const record = { ...this.#progress, loss, examples: count };
      await this.#call((callback) => callback.onStep?.(this, record));
      await this.#finishStep(train, validation);
      await turns.take();
      if (this.#ending(train) !== undefined) return;
    }
  }

  /** What follows a step: a validation where one is due, the end of the epoch, and what keeps the state. An abort in the validation leaves all of it for later. */
  async #finishStep(train: Loader<B>, validation: Loader<B> | undefined): Promise<void> {
    const { step, batch } = this.#progress;
    const { validateEvery, signal } = this.#options;
    const isEpochEnd = batch === train.length;
    const isDue = validateEvery === undefined ? isEpochEnd : step % validateEvery === 0;
    const validates = validation !== undefined && isDue;
    const scores = validates && (await unlessAborted(signal, this.evaluate(validation, signal)));
    if (scores === undefined) return;
    this.#unfinished = false;
    if (scores) {
      this.#validation = scores;
      const record = { ...this.#progress, validation: scores };
      await this.#call((callback) => callback.onValidation?.(this, record));
    }
    if (isEpochEnd) {
      const record: EpochRecord = {
        ...this.#progress,
        train: this.#running.scores(),
        ...(this.#validation !== undefined && { validation: this.#validation }),
      };
      this.#history.push(record);
      await this.#call((callback) => callback.onEpoch?.(this, record));
    }
    await this.#call((callback) => callback.afterStep?.(this));
  }

  /**
   * Takes one step on a batch, which is disposed of: for a loop of one's own. No epoch ends, and no callback is called.
   *
   * @returns The loss of the batch before the step.
   * @throws {@link TensorError} when weights are no longer finite.
   */
  async takeStep(batch: B): Promise<number> {
    const { optimizer, average, afterUpdate, nonFinite } = this.#options;
    const iterations = optimizer.iterations;
    try {
      this.#setTraining(true);
      if (this.#progress.batch === 0) this.#steps.training.verify();
      const measured = this.#steps.training.run(batch);
      if (afterUpdate) tidy(() => afterUpdate(batch, this.#progress.step + 1));
      this.#isSet = false;
      const figures = await readFigures(measured);
      await optimizer.settled();
      const isTaken = iterations === undefined || optimizer.iterations !== iterations;
      // Of a step that was skipped, or whose gradients wait for more, an average knows nothing.
      if (isTaken) average?.update();
      const { loss } = figures;
      if (isTaken || Number.isFinite(loss)) this.#running.add(figures, countIn(batch));
      const step = this.#progress.step + 1;
      this.#progress = { ...this.#progress, step };
      if (!Number.isFinite(loss) && nonFinite !== 'ignore') {
        await checkWeights({ step, loss }, batch, this.#model.stateDict());
      }
      return loss;
    } finally {
      dispose(batch as unknown as TensorContainer);
    }
  }

  #setTraining(training: boolean): void {
    const { optimizer } = this.#options;
    this.#model.setTraining(training);
    if (training) optimizer.train?.();
    else optimizer.eval?.();
  }

  async #call(hook: (callback: Callback) => void | Promise<void>): Promise<void> {
    for (const callback of this.#callbacks) await hook(callback);
  }
}
