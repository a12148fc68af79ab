import type { Scores } from '../metrics/running-scores.js';

/** Where training is. */
export interface Progress {
  /** Steps taken. */
  readonly step: number;
  /** Number of the epoch that is under way or was the last, from 1; 0 before the first. */
  readonly epoch: number;
  /** Batches of this epoch that were trained on. */
  readonly batch: number;
  /** Seconds of training, resumed ones too. */
  readonly seconds: number;
}

/** What a step has found. */
export interface StepRecord extends Progress {
  /** Loss of the batch before its step. */
  readonly loss: number;
  /** Number of examples in it. */
  readonly examples: number;
}

/** What a validation has found. */
export interface ValidationRecord extends Progress {
  readonly validation: Scores;
}

/** What an epoch has come to. */
export interface EpochRecord extends Progress {
  /** Means over the batches of the epoch, each as it was before its step, with dropout and the like. */
  readonly train: Scores;
  /** Of the last validation in this epoch, if there was one. */
  readonly validation?: Scores;
}
