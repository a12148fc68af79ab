import type { StateDict } from '@nadir/core';
import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import { decodeCheckpoint } from './decode.js';
import { newestFirst } from './names.js';
import type { CheckpointStore } from './store.js';

/** A checkpoint that was not taken, and why. */
export interface Rejected {
  readonly name: string;
  readonly reason: string;
}

/** What {@link resume} has found. */
export interface Resumed {
  /** Name of the checkpoint that was taken; `undefined` where there was none. */
  readonly name: string | undefined;
  /** Newer ones that could not be read, or do not fit. */
  readonly rejected: readonly Rejected[];
}

/**
 * Goes on from the newest checkpoint that is whole. Where none is, everything stays as it is, and training starts at its beginning.
 *
 * @example
 * ```ts
 * const store = new CheckpointFolder('checkpoints');
 * const { name, rejected } = await resume(trainer, store);
 * for (const one of rejected) console.warn(one.name, one.reason);
 * await trainer.fit(loader);
 * ```
 */
export async function resume(
  trainer: { loadStateDict(state: StateDict): void },
  store: CheckpointStore,
): Promise<Resumed> {
  const rejected: Rejected[] = [];
  for (const name of newestFirst(await store.list())) {
    let state: StateDict | undefined;
    try {
      state = await decodeCheckpoint(await store.read(name));
      trainer.loadStateDict(state);
      return { name, rejected };
    } catch (error) {
      rejected.push({ name, reason: error instanceof Error ? error.message : String(error) });
    } finally {
      dispose(state?.tensors as TensorContainer);
    }
  }
  return { name: undefined, rejected };
}
