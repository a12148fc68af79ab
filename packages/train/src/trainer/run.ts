import type { StateDict } from '@nadir/core';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Scores } from '../metrics/running-scores.js';
import type { EpochRecord, Progress } from './records.js';

/** Why training ended: all was done, somebody asked, or the signal of the options came. */
export type Ending = 'complete' | 'stopped' | 'aborted';

/** A training, as its callbacks see it. */
export interface Run {
  readonly progress: Progress;
  /** Of all epochs so far, those before a resume too. */
  readonly history: readonly EpochRecord[];
  /** Scores over the batches of this epoch so far, each as it was before its step. */
  readonly running: Scores;
  /** Figures of the callbacks as they are now: those of {@link Callback.figures}. */
  figures(): Readonly<Record<string, number>>;
  /** Ends training after the step, or the epoch, that is under way. */
  stop(): void;
  /** All that is needed to go on from here. The caller disposes of the tensors. */
  stateDict(): Promise<StateDict>;
  /** Copies of the model's weights and buffers by name, the averages where there are some. The caller disposes of them. */
  weights(): Readonly<Record<string, Tensor>>;
  /** Puts such weights into the model. */
  setWeights(weights: Readonly<Record<string, Tensor>>): void;
}
