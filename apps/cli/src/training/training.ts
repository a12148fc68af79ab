import {
  type Optimizer,
  type RandomDraw,
  RandomStreams,
  type Schedule,
  type Transform,
} from '@nadir/core';
import type { RandomStream } from '@nadir/core/internal';
import type { Sequential } from '@nadir/nn';
import {
  keep,
  mul,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  tensor2d,
  tidy,
  variableGrads,
} from '@tensorflow/tfjs';
import { batchOf, type Examples, shuffled } from './batches.js';
import { evaluate, join, takeApart } from './evaluate.js';
import { isEstimateDue, moveParameters, updateCurvature } from './further-updates.js';
import type { Scores } from './metrics.js';
import { makeModel } from './model.js';
import type { Objective } from './objective.js';
import { makeOptimizer, ruleOf } from './optimizers.js';
import type { Options } from './options.js';
import { RunningScores } from './running-scores.js';
import { makeSchedule } from './schedules.js';

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
  readonly #rule: Transform;
  readonly #optimizer: Optimizer;
  readonly #order: RandomStream;
  /** Of what an estimate of the curvature draws. */
  readonly #draws: RandomStream;
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
    this.#draws = random.next();
    this.#running = this.#newRunning();
    this.#rule = ruleOf(options.optimizer.name);
    this.#optimizer = makeOptimizer(options, this.model.parameters(), this);
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
    this.#setTraining(true);
    const { outputs, loss } = await takeApart(this.#update(features, targets));
    this.#step++;
    this.#running.add(loss, objective.decode(outputs), targets);
    return loss;
  }

  /** Scores over the batches of this epoch so far, each as it was before its step. */
  running(): Scores {
    return this.#running.scores();
  }

  /** Scores of the model as it is now: without dropout, and where its parameters are evaluated. */
  async evaluate(examples: Examples): Promise<Scores> {
    this.#setTraining(false);
    const { scores } = await evaluate(this.model, this.#material.objective, examples);
    return scores;
  }

  /** Leaves the model as it is to be used. */
  finish(): void {
    this.#setTraining(false);
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

  /** Switches the model and its parameters to training, or to evaluation. */
  #setTraining(training: boolean): void {
    if (training === this.model.training) return;
    moveParameters(this.#rule, this.#optimizer, training);
    this.model.train(training);
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
        if (isEstimateDue(this.#rule, this.#step)) this.#updateCurvature(x, wanted);
      } catch (error) {
        before?.dispose();
        throw error;
      }
      return before as Tensor1D;
    });
  }

  /** Estimates the curvature on the batch of the step. Dropout is off, and so draws nothing from its stream. */
  #updateCurvature(x: Tensor2D, wanted: Tensor): void {
    const { sampledLoss, loss } = this.#material.objective;
    const variables = this.model.parameters();
    const outputs = () => this.model.forward(x) as Tensor2D;
    const gradientsOf = (f: () => Scalar) => variableGrads(f, variables).grads;
    // The optimizer takes gradients for those of means over whole batches.
    const share = Math.sqrt((x.shape[0] as number) / this.#options.batch);
    this.model.eval();
    try {
      const curved = {
        variables,
        gradients: () => gradientsOf(() => loss(outputs(), wanted)),
        ...(sampledLoss && {
          sampledGradients: (draw: RandomDraw) =>
            gradientsOf(() => mul(share, sampledLoss(outputs(), draw))),
        }),
      };
      const draw = { ...this.#draws, step: this.#step };
      updateCurvature(this.#rule, this.#optimizer, curved, draw);
    } finally {
      this.model.train();
    }
  }
}
