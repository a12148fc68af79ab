import { keep } from '@tensorflow/tfjs-core';
import { copyOf } from '../../state/slots.js';
import { restore, type SavedParameter, type Target } from './restore.js';

/** State that was loaded before its parameters were known. */
export class PendingState {
  #saved: readonly SavedParameter[] = [];

  /** Whether there is any. */
  get waits(): boolean {
    return this.#saved.length > 0;
  }

  /** Keeps copies: the caller may dispose of its tensors, or be an optimizer that goes on with them. */
  hold(saved: readonly SavedParameter[]): void {
    this.dispose();
    this.#saved = saved.map(({ slots, ...rest }) => ({
      ...rest,
      slots: Object.fromEntries(
        Object.entries(slots).map(([slot, tensor]) => [slot, keep(copyOf(tensor))]),
      ),
    }));
  }

  /**
   * Puts it into the parameters that are known now.
   * @throws {@link StateError} when it does not fit; then nothing has changed.
   */
  restore(where: string, targets: readonly Target[]): void {
    restore(where, this.#saved, targets);
    this.dispose();
  }

  dispose(): void {
    for (const { slots } of this.#saved) {
      for (const tensor of Object.values(slots)) tensor.dispose();
    }
    this.#saved = [];
  }
}
