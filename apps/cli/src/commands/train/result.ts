import type { OptionValues } from '@nadir/core';
import type { NodeBackend } from '../../backends/names.js';
import type { LearningData } from '../../data/learning-data.js';
import type { RunConfig } from '../../run/config.js';
import { bestOf } from '../../run/metrics.js';
import type { Examples } from '../../training/examples.js';
import { finalScores } from '../../training/final-scores.js';
import { measuringLoader } from '../../training/loaders.js';
import { sparsityOf } from '../../training/model.js';
import type { Objective } from '../../training/objective.js';
import { outputsOf } from '../../training/outputs.js';
import { confusionOf, type FinalScores, type Scores } from '../../training/scores.js';
import type { Trained } from './loop.js';

/** The outcome of a training, as `--json` prints it. */
export interface TrainResult {
  readonly problem: string;
  readonly task: 'classification' | 'regression';
  readonly optimizer: string;
  readonly options: OptionValues;
  /** Backend of TensorFlow.js that it ran on. */
  readonly backend: NodeBackend;
  readonly seed: number;
  /** Epochs done. */
  readonly epochs: number;
  readonly steps: number;
  readonly seconds: number;
  /** The epoch whose weights are kept: that of the least validation loss, or the last where there is no validation part. */
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  /** Measured with the weights that are kept, without dropout. */
  readonly train: FinalScores;
  readonly validation?: FinalScores;
  /** Of examples that nothing was chosen by; absent where there are none. */
  readonly test?: FinalScores;
  /** Share of the weights that are exactly zero. */
  readonly sparsity: number;
  /** Number of weights, biases left out. */
  readonly weights: number;
  /** Test examples by true class (row) and predicted class (column). */
  readonly confusion?: readonly (readonly number[])[];
  readonly interrupted: false;
  /** Run folder. */
  readonly out: string;
}

/** The outcome of a training that has come to its end, measured on all parts. */
export async function resultOf(
  config: RunConfig,
  objective: Objective,
  data: LearningData,
  { model, metrics, steps, seconds, stoppedEarly }: Trained,
  out: string,
): Promise<TrainResult> {
  const { target } = config.encoder;
  const scoresOn = (examples: Examples) => finalScores(model, objective, examples);
  const some = ({ targets }: Examples) => targets.length > 0;
  const { zeros, weights } = await sparsityOf(model);
  return {
    problem: config.problem,
    task: target.task,
    optimizer: config.optimizer.name,
    options: config.optimizer.options,
    backend: config.backend,
    seed: config.seed,
    epochs: metrics.length,
    steps,
    seconds: Math.round(seconds * 1000) / 1000,
    bestEpoch: bestOf(metrics)?.epoch ?? 0,
    stoppedEarly,
    train: await scoresOn(data.train),
    ...(some(data.validation) && { validation: await scoresOn(data.validation) }),
    ...(some(data.test) && { test: await scoresOn(data.test) }),
    sparsity: zeros / weights,
    weights,
    ...(target.task === 'classification' &&
      some(data.test) && {
        confusion: confusionOf(
          objective.decode(await outputsOf(model, measuringLoader(data.test, objective))),
          data.test.targets,
          objective.outputs,
        ),
      }),
    interrupted: false,
    out,
  };
}

/** What `--json` prints of a training that is left after some of its epochs. */
export interface PausedResult {
  readonly paused: true;
  /** Epochs done. */
  readonly epochs: number;
  readonly seconds: number;
  /** The epoch of the least validation loss so far. */
  readonly bestEpoch: number;
  /** Measured at the end of that epoch. */
  readonly validation?: Scores;
  /** Run folder. */
  readonly out: string;
}

/** What has come of a training up to the last of some epochs. */
export function pausedResult({ metrics }: Pick<Trained, 'metrics'>, out: string): PausedResult {
  const best = bestOf(metrics);
  return {
    paused: true,
    epochs: metrics.length,
    seconds: Math.round((metrics.at(-1)?.seconds ?? 0) * 1000) / 1000,
    bestEpoch: best?.epoch ?? 0,
    ...(best?.validation && { validation: best.validation }),
    out,
  };
}
