import { l1, l2, Optimizer, RandomStreams, rules, type Sequential } from '@nadir/core';
import type { Rule } from '@nadir/core/program';
import { keep, type Tensor1D, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs';
import { failure } from '../errors.js';
import type { Moment } from '../terminal/progress.js';
import { type Examples, evaluate } from './evaluate.js';
import type { EpochMetrics, Scores } from './metrics.js';
import { makeModel } from './model.js';
import type { Objective } from './objective.js';
import type { Options } from './options.js';
import { join, takeApart } from './readback.js';
import { makeSchedule } from './schedules.js';
import { shuffled } from './shuffle.js';

/** What the loop is given beside its options. */
export interface TrainingInputs {
  /** Units of each layer, inputs first. */
  readonly widths: readonly number[];
  readonly objective: Objective;
  readonly train: Examples;
  readonly test: Examples;
  /** Stops the training after the step that is under way. */
  readonly signal: AbortSignal;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Lets the event loop turn: a signal reaches the program only between its turns. */
  readonly turn: () => Promise<void>;
  onStep(moment: Moment): void;
  onEpoch(metrics: EpochMetrics): void;
}

/** A training that has come to its end, or was stopped. */
export interface Trained {
  /** The caller disposes it. */
  readonly model: Sequential;
  readonly metrics: readonly EpochMetrics[];
  /** Steps done. */
  readonly steps: number;
  readonly seconds: number;
  readonly interrupted: boolean;
}

/** Number of steps of a training. */
export const stepsOf = ({ epochs, batch }: Options, examples: number): number =>
  epochs * Math.ceil(examples / batch);

/**
 * Trains a new model on the TensorFlow.js backend in use, in Node.js or in a page. The same options
 * and inputs give the same batches and initial weights on every backend, and on `cpu` and `wasm` the
 * same model, bit for bit.
 *
 * Nothing it makes is left in memory but the model.
 * @throws {@link CliError} with status 1 when the loss is no longer a finite number.
 */
export async function train(options: Options, inputs: TrainingInputs): Promise<Trained> {
  const { objective, signal, now } = inputs;
  const examples = inputs.train.targets.length;
  const random = new RandomStreams(options.seed);
  const model = makeModel(inputs.widths, options.dropout, random);
  const order = random.next();
  const steps = stepsOf(options, examples);
  const { learningRate } = options.optimizer.options;
  const schedule = makeSchedule(options.schedule, learningRate as number, steps);
  const optimizer = makeOptimizer(options, model, schedule);

  const start = now();
  const metrics: EpochMetrics[] = [];
  let step = 0;
  try {
    for (let epoch = 1; epoch <= options.epochs && !signal.aborted; epoch++) {
      const running = new RunningScores(objective, examples);
      const rows = shuffled(examples, order, epoch);
      for (let at = 0; at < examples && !signal.aborted; at += options.batch) {
        const batch = batchOf(inputs.train, rows.subarray(at, at + options.batch));
        const loss = await takeStep(optimizer, model, objective, batch, running);
        step++;
        checkLoss(loss, step);
        const test = metrics.at(-1)?.test;
        inputs.onStep({ step, epoch, train: () => running.scores(), ...(test && { test }) });
        await inputs.turn();
      }
      model.eval();
      const { scores } = await evaluate(model, objective, inputs.test);
      model.train();
      const line = {
        epoch,
        step,
        learningRate: schedule(step - 1),
        seconds: (now() - start) / 1000,
        train: running.scores(),
        test: scores,
      };
      metrics.push(line);
      inputs.onEpoch(line);
    }
  } catch (error) {
    model.dispose();
    throw error;
  } finally {
    optimizer.dispose();
  }
  model.eval();
  const seconds = (now() - start) / 1000;
  return { model, metrics, steps: step, seconds, interrupted: step < steps };
}

function makeOptimizer(
  { optimizer, l1: lambda1, l2: lambda2 }: Options,
  model: Sequential,
  learningRate: (step: number) => number,
): Optimizer {
  const options: Readonly<Record<string, unknown>> = {
    ...optimizer.options,
    learningRate,
    ...(lambda1 > 0 && { proximal: l1(lambda1) }),
    ...(lambda2 > 0 && { regularizer: l2(lambda2) }),
  };
  return new Optimizer(rules[optimizer.name] as Rule, model, options);
}

function batchOf({ features, targets }: Examples, rows: Uint32Array): Examples {
  const width = features.length / targets.length;
  const chosen = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    chosen.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  return { features: chosen, targets: Float64Array.from(rows, (row) => targets[row] as number) };
}

/** One step on a batch; returns its loss. */
async function takeStep(
  optimizer: Optimizer,
  model: Sequential,
  objective: Objective,
  { features, targets }: Examples,
  running: RunningScores,
): Promise<number> {
  const joined = tidy(() => {
    const x = tensor2d(features, [targets.length, features.length / targets.length]);
    const wanted = objective.encode(targets);
    let before: Tensor1D | undefined;
    try {
      optimizer.step(() => {
        const given = model.forward(x) as Tensor2D;
        const loss = objective.loss(given, wanted);
        // The optimizer disposes of all that is made here.
        before = keep(join(given, loss));
        return loss;
      });
    } catch (error) {
      before?.dispose();
      throw error;
    }
    return before as Tensor1D;
  });
  const { outputs, loss } = await takeApart(joined);
  running.add(loss, objective.decode(outputs), targets);
  return loss;
}

/** Scores over the batches of an epoch so far, each as it was before its step. */
class RunningScores {
  readonly #objective: Objective;
  readonly #predicted: Float64Array;
  readonly #targets: Float64Array;
  #count = 0;
  #loss = 0;

  constructor(objective: Objective, examples: number) {
    this.#objective = objective;
    this.#predicted = new Float64Array(examples);
    this.#targets = new Float64Array(examples);
  }

  add(loss: number, predicted: Float64Array, targets: Float64Array): void {
    this.#predicted.set(predicted, this.#count);
    this.#targets.set(targets, this.#count);
    this.#loss += loss * targets.length;
    this.#count += targets.length;
  }

  scores(): Scores {
    const [predicted, targets] = [this.#predicted, this.#targets].map((all) =>
      all.subarray(0, this.#count),
    ) as [Float64Array, Float64Array];
    return this.#objective.scores(this.#loss / this.#count, predicted, targets);
  }
}

function checkLoss(loss: number, step: number): void {
  if (Number.isFinite(loss)) return;
  throw failure(
    `nadir train: got the loss ${loss} at step ${step}, expected a finite number. ` +
      'Write a smaller --learning-rate.',
  );
}
