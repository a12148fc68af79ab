import { type StateDict, StateError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions } from '@nadir/core/internal';
import { dispose, type TensorContainer } from '@tensorflow/tfjs-core';
import { encodeCheckpoint } from '../checkpoint/encode.js';
import { nameOf, newestFirst, stepOf } from '../checkpoint/names.js';
import type { CheckpointStore } from '../checkpoint/store.js';
import type { Callback, CallbackState } from '../trainer/callback.js';
import type { EpochRecord, ValidationRecord } from '../trainer/records.js';
import type { Run } from '../trainer/run.js';
import { Monitor, type Monitored } from './monitored.js';

/** Options of {@link Checkpoint}. */
export interface CheckpointOptions extends Monitored {
  /** Steps between checkpoints, ≥ 1. Default: one at the end of each epoch. */
  every?: number;
  /** How many of the last are kept, ≥ 1. The best is kept beside them. Default `2`. */
  keep?: number;
}

/**
 * Keeps checkpoints of a training: the last ones, one at its end or when it is stopped, and the best.
 *
 * With `monitor`, the best is the checkpoint after the best validation or epoch. Its name is {@link Checkpoint.best}.
 *
 * @example
 * ```ts
 * const checkpoint = new Checkpoint(new CheckpointFolder('checkpoints'), { every: 500, monitor: 'validation.accuracy' });
 * const trainer = new Trainer({ model, optimizer, loss, epochs: 10, callbacks: [checkpoint] });
 * ```
 */
export class Checkpoint implements Callback {
  readonly name = 'checkpoint';
  readonly #store: CheckpointStore;
  readonly #every: number | undefined;
  readonly #keep: number;
  readonly #monitor: Monitor | undefined;
  #best: { readonly step: number; readonly value: number } | undefined;
  /** The step of the last that was written. */
  #written: number | undefined;

  /** @throws {@link OptionError} when an option is out of range. */
  constructor(store: CheckpointStore, options: CheckpointOptions = {}) {
    checkOptions('Checkpoint', options);
    checkNames('Checkpoint', options, ['every', 'keep', 'monitor', 'mode']);
    const { every, keep = 2, monitor } = options;
    if (every !== undefined) checkInteger('Checkpoint', { every }, 1, 'every');
    checkInteger('Checkpoint', { keep }, 1, 'keep');
    this.#store = store;
    this.#every = every;
    this.#keep = keep;
    this.#monitor = monitor === undefined ? undefined : new Monitor('Checkpoint', options);
  }

  /** Name of the best checkpoint so far. */
  get best(): string | undefined {
    return this.#best === undefined ? undefined : nameOf(this.#best.step);
  }

  /** @throws {@link StateError} when a training begins where checkpoints of another one are. */
  async onStart(run: Run): Promise<void> {
    if (run.progress.step > 0) return;
    const [newest] = newestFirst(await this.#store.list());
    if (newest === undefined) return;
    throw new StateError(
      `Checkpoint: got a training that begins, and checkpoints up to ${newest}, expected a place without any. ` +
        'Call resume(trainer, store) first to go on, or take another place.',
    );
  }

  onValidation(_: Run, record: ValidationRecord): void {
    if (this.#monitor?.isOfValidation) this.#judge(this.#monitor, record);
  }

  onEpoch(_: Run, record: EpochRecord): void {
    if (this.#monitor?.isOfValidation === false) this.#judge(this.#monitor, record);
  }

  async afterStep(run: Run): Promise<void> {
    const { step, epoch } = run.progress;
    const isDue =
      this.#every === undefined ? run.history.at(-1)?.epoch === epoch : step % this.#every === 0;
    if (isDue || this.#best?.step === step) await this.#write(run);
  }

  async onEnd(run: Run): Promise<void> {
    if (run.progress.step !== this.#written) await this.#write(run);
  }

  stateDict(): CallbackState {
    return { value: { best: this.#best ?? null } };
  }

  loadStateDict({ value }: CallbackState): void {
    this.#best = (value as { best: { step: number; value: number } | null }).best ?? undefined;
  }

  #judge(monitor: Monitor, record: EpochRecord | ValidationRecord): void {
    const value = monitor.valueIn(record);
    if (monitor.isBetter(value, this.#best?.value)) this.#best = { step: record.step, value };
  }

  async #write(run: Run): Promise<void> {
    const { step } = run.progress;
    let state: StateDict | undefined;
    try {
      state = await run.stateDict();
      await this.#store.write(nameOf(step), await encodeCheckpoint(state));
    } finally {
      dispose(state?.tensors as TensorContainer);
    }
    this.#written = step;
    const names = newestFirst(await this.#store.list());
    // Those of later steps were not taken when this training was resumed.
    const upToNow = names.filter((name) => (stepOf(name) as number) <= step);
    const kept = new Set([...upToNow.slice(0, this.#keep), this.best]);
    for (const name of names) if (!kept.has(name)) await this.#store.remove(name);
  }
}
