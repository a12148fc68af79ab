import type { Tensor } from '@tensorflow/tfjs-core';
import type { EpochRecord, StepRecord, ValidationRecord } from './records.js';
import type { Ending, Run } from './run.js';

/** State of a callback: what JSON can hold, and tensors. */
export interface CallbackState {
  readonly value: unknown;
  readonly tensors?: Readonly<Record<string, Tensor>>;
}

type Awaitable = void | Promise<void>;

/**
 * Takes part in training. Hooks are called in the order of the callbacks, and each is waited for. An error in one ends the training.
 *
 * @example
 * ```ts
 * const printer: Callback = {
 *   name: 'printer',
 *   onEpoch: (_, { epoch, train }) => console.log(epoch, train.loss),
 * };
 * ```
 */
export interface Callback {
  /** Name under which a checkpoint holds its state; different for each callback of a trainer. */
  readonly name: string;
  /** Before the first step, also that of a resumed training. */
  onStart?(run: Run): Awaitable;
  onStep?(run: Run, record: StepRecord): Awaitable;
  onValidation?(run: Run, record: ValidationRecord): Awaitable;
  onEpoch?(run: Run, record: EpochRecord): Awaitable;
  /** After everything of a step, of its validation and its epoch: what `run.stateDict()` gives now goes on exactly from here. */
  afterStep?(run: Run): Awaitable;
  /** After the last step, however training ended but by an error. */
  onEnd?(run: Run, ending: Ending): Awaitable;
  /** Figures that it adds to what loggers write, by name. */
  figures?(): Readonly<Record<string, number>>;
  /** What it has to know when training is resumed. The tensors are copies, and the caller's. */
  stateDict?(): CallbackState;
  /** Goes on from such a state. The tensors stay the caller's. */
  loadStateDict?(state: CallbackState): void;
}
