import { l1, l2, RandomStreams, rules, type Sequential } from '@nadir/core';
import type { Rule, Schedule } from '@nadir/core/program';
import { keep, type Tensor1D, type Tensor2D, tensor2d, tidy } from '@tensorflow/tfjs';
import { type Examples, evaluate } from './evaluate.js';
import type { Scores } from './metrics.js';
import { makeModel } from './model.js';
import type { Objective } from './objective.js';
import { defaultsOf, otherName } from './optimizers.js';
import type { Options } from './options.js';
import { PairedOptimizer } from './paired-optimizer.js';
import { join, takeApart } from './readback.js';
import { RunningScores } from './running-scores.js';
import { makeSchedule } from './schedules.js';
import { shuffled } from './shuffle.js';

/** What a model is trained on. */
export interface Material {
  /** Units of each layer, inputs first. */
  readonly widths: readonly number[];
  readonly objective: Objective;
  readonly train: Examples;
}

/** Number of steps of a training. */
export const stepsOf = (
  { epochs, batch }: Pick<Options, 'epochs' | 'batch'>,
  examples: number,
): number => epochs * Math.ceil(examples / batch);

/**
 * A model and its optimizer, step by step on the TensorFlow.js backend in use. Initial weights,
 * batches and dropout follow from the seed alone, whatever the optimizer.
 */
export class Training {
  readonly model: Sequential;
  /** Steps of the whole training. */
  readonly steps: number;
  /** Learning rate by step, from 0. */
  readonly learningRate: Schedule;
  readonly #options: Options;
  readonly #material: Material;
  readonly #optimizer: PairedOptimizer;
  readonly #order: ReturnType<RandomStreams['next']>;
  #rows: Uint32Array = new Uint32Array();
  #running: RunningScores;
  #step = 0;

  /** @throws {@link OptionError} when an option of the optimizer is out of range. */
  constructor(options: Options, material: Material) {
    const random = new RandomStreams(options.seed);
    const { learningRate } = options.optimizer.options;
    this.model = makeModel(material.widths, options.dropout, random);
    this.steps = stepsOf(options, material.train.targets.length);
    this.learningRate = makeSchedule(options.schedule, learningRate as number, this.steps);
    this.#options = options;
    this.#material = material;
    this.#order = random.next();
    this.#running = this.#newRunning();
    this.#optimizer = makeOptimizer(options, this.model, this);
  }

  /** Steps taken. */
  get step(): number {
    return this.#step;
  }

  /** Number of the epoch of the last step, from 1. */
  get epoch(): number {
    return Math.ceil(this.#step / this.#stepsPerEpoch);
  }

  /** Whether the last step was the last one of its epoch. */
  get isEpochComplete(): boolean {
    return this.#step % this.#stepsPerEpoch === 0;
  }

  /** Takes a step on the next batch, and returns the loss that the batch had before it. */
  async takeStep(): Promise<number> {
    const { train, objective } = this.#material;
    const { batch } = this.#options;
    const index = this.#step % this.#stepsPerEpoch;
    if (index === 0) {
      const epoch = 1 + this.#step / this.#stepsPerEpoch;
      this.#rows = shuffled(train.targets.length, this.#order, epoch);
      this.#running = this.#newRunning();
    }
    const rows = this.#rows.subarray(index * batch, (index + 1) * batch);
    const { features, targets } = batchOf(train, rows);
    const { outputs, loss } = await takeApart(this.#update(features, targets));
    this.#step++;
    this.#running.add(loss, objective.decode(outputs), targets);
    return loss;
  }

  /** Scores over the batches of this epoch so far, each as it was before its step. */
  running(): Scores {
    return this.#running.scores();
  }

  /** Scores of the model as it is now, without dropout. */
  async evaluate(examples: Examples): Promise<Scores> {
    this.model.eval();
    const { scores } = await evaluate(this.model, this.#material.objective, examples);
    this.model.train();
    return scores;
  }

  /** Frees the optimizer. The model stays. */
  dispose(): void {
    this.#optimizer.dispose();
  }

  get #stepsPerEpoch(): number {
    return this.steps / this.#options.epochs;
  }

  #newRunning(): RunningScores {
    const { objective, train } = this.#material;
    return new RunningScores(objective, train.targets.length);
  }

  /** Moves the parameters; returns what the model gave before, and its loss. */
  #update(features: Float32Array, targets: Float64Array): Tensor1D {
    const { objective } = this.#material;
    return tidy(() => {
      const x = tensor2d(features, [targets.length, features.length / targets.length]);
      const wanted = objective.encode(targets);
      let before: Tensor1D | undefined;
      try {
        this.#optimizer.step(() => {
          const given = this.model.forward(x) as Tensor2D;
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
  }
}

function makeOptimizer(
  { optimizer, schedule, l1: lambda1, l2: lambda2 }: Options,
  model: Sequential,
  { learningRate, steps }: { readonly learningRate: Schedule; readonly steps: number },
): PairedOptimizer {
  const penalties = {
    ...(lambda1 > 0 && { proximal: l1(lambda1) }),
    ...(lambda2 > 0 && { regularizer: l2(lambda2) }),
  };
  const others = defaultsOf(otherName);
  const otherRate = makeSchedule(schedule, others.learningRate as number, steps);
  return new PairedOptimizer(
    {
      rule: rules[optimizer.name] as Rule,
      options: { ...optimizer.options, learningRate, ...penalties },
    },
    {
      rule: rules[otherName] as Rule,
      options: { ...others, learningRate: otherRate },
    },
    model.parameters(),
  );
}

function batchOf({ features, targets }: Examples, rows: Uint32Array): Examples {
  const width = features.length / targets.length;
  const chosen = new Float32Array(rows.length * width);
  rows.forEach((row, i) => {
    chosen.set(features.subarray(row * width, (row + 1) * width), i * width);
  });
  return { features: chosen, targets: Float64Array.from(rows, (row) => targets[row] as number) };
}
