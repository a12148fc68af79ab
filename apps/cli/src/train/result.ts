import type { OptionValues } from '@nadir/core';
import type { NodeBackend } from '../backends/names.js';
import type { Task } from '../data/dataset.js';
import type { Scores } from './metrics.js';

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
