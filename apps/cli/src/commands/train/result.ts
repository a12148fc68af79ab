import type { OptionValues } from '@nadir/core';
import type { NodeBackend } from '../../backends/names.js';
import type { Task } from '../../data/dataset.js';
import type { RunConfig } from '../../run/config.js';
import type { Examples } from '../../training/batches.js';
import { evaluate } from '../../training/evaluate.js';
import { confusionOf, type Scores } from '../../training/metrics.js';
import { sparsityOf } from '../../training/model.js';
import type { Objective } from '../../training/objective.js';
import type { Trained } from './loop.js';

/** The outcome of a training, as `--json` prints it. */
export interface TrainResult {
  readonly problem: string;
  readonly task: Task;
  readonly optimizer: string;
  readonly options: OptionValues;
  /** Backend of TensorFlow.js that it ran on. */
  readonly backend: NodeBackend;
  readonly seed: number;
  /** Epochs done; the last may be incomplete when `interrupted`. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  /** Measured at the end, without dropout. */
  readonly train: Scores;
  readonly test: Scores;
  /** Share of the weights that are exactly zero. */
  readonly sparsity: number;
  /** Number of weights, biases left out. */
  readonly weights: number;
  /** Test examples by true class (row) and predicted class (column). */
  readonly confusion?: readonly (readonly number[])[];
  readonly interrupted: boolean;
  /** Run folder. */
  readonly out: string;
}

/** The outcome of a training that has come to its end, measured on both parts. */
export async function resultOf(
  config: RunConfig,
  objective: Objective,
  parts: { readonly train: Examples; readonly test: Examples },
  { model, metrics, steps, seconds, interrupted }: Trained,
  out: string,
): Promise<TrainResult> {
  const test = await evaluate(model, objective, parts.test);
  const { zeros, weights } = await sparsityOf(model);
  return {
    problem: config.problem,
    task: config.task,
    optimizer: config.optimizer.name,
    options: config.optimizer.options,
    backend: config.backend,
    seed: config.seed,
    epochs: metrics.length,
    steps,
    seconds: Math.round(seconds * 1000) / 1000,
    train: (await evaluate(model, objective, parts.train)).scores,
    test: test.scores,
    sparsity: zeros / weights,
    weights,
    ...(config.task === 'classification' && {
      confusion: confusionOf(test.predicted, parts.test.targets, objective.outputs),
    }),
    interrupted,
    out,
  };
}
