import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A part of an array that a loop runs over. */
export interface Place {
  readonly count: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** What a {@link LoopThread} runs. */
export interface ThreadCall {
  readonly module: WebAssembly.Module;
  /** Shared with the thread. */
  readonly memory: WebAssembly.Memory;
  readonly places: readonly Place[];
  /** How many numbers the loop is given. */
  readonly numbers: number;
}

// The script lies beside the sources; the compiled file finds it from its own folder.
const script = fileURLToPath(new URL('../../src/contenders/loop-worker.mjs', import.meta.url));

/** A thread that runs its part of a loop while the caller runs the rest. */
export class LoopThread {
  readonly #worker: Worker;
  /** Turns that were begun, and turns that are done. */
  readonly #control = new Int32Array(new SharedArrayBuffer(8));
  readonly #numbers: Float64Array;

  constructor({ module, memory, places, numbers }: ThreadCall) {
    this.#numbers = new Float64Array(new SharedArrayBuffer(8 * numbers));
    const workerData = {
      ...{ module, memory, places },
      ...{ control: this.#control, numbers: this.#numbers },
    };
    this.#worker = new Worker(script, { workerData });
    this.#worker.unref();
  }

  begin(numbers: readonly number[]): void {
    this.#numbers.set(numbers);
    Atomics.add(this.#control, 0, 1);
    Atomics.notify(this.#control, 0);
  }

  /** Waits for the turn that was begun: a while awake, since it is nearly done when the caller is. */
  finish(): void {
    const turn = Atomics.load(this.#control, 0);
    for (let i = 0; i < 10_000; i++) if (Atomics.load(this.#control, 1) === turn) return;
    for (;;) {
      const done = Atomics.load(this.#control, 1);
      if (done === turn) return;
      Atomics.wait(this.#control, 1, done);
    }
  }

  end(): void {
    void this.#worker.terminate();
  }
}
