import type { Encoder } from '@nadir/train/tables';
import type { Examples } from '../training/examples.js';

/** A data set as a model takes it, in three parts. */
export interface LearningData {
  /** Name of the problem, or of the file without its ending. */
  readonly name: string;
  /** What makes features of cells, and classes or numbers of the target. */
  readonly encoder: Encoder;
  /** To learn from. */
  readonly train: Examples;
  /** To choose by: the best epoch, and when to stop. Empty where nothing is chosen. */
  readonly validation: Examples;
  /** To measure on: nothing is chosen by it. */
  readonly test: Examples;
  /** What is done with each column of a file; empty for a problem. */
  readonly sentences: readonly string[];
}

/** Numbers of examples of the parts. */
export const examplesIn = ({ train, validation, test }: LearningData) => ({
  train: train.targets.length,
  validation: validation.targets.length,
  test: test.targets.length,
});
