import { OptionError, StateError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions, describe } from '@nadir/core/internal';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { ExamplesAnswer, ExamplesRequest } from '../workers/protocol.js';
import type { Batch, Dataset } from './dataset.js';

/** A `Worker` of a page. */
export interface PageWorker {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: 'error', listener: (event: { readonly message: string }) => void): void;
  terminate(): void;
}

/** A `Worker` of `node:worker_threads`. */
export interface ThreadWorker {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (value: unknown) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  terminate(): unknown;
  ref(): void;
  unref(): void;
}

/** Options of {@link workerDataset}. */
export interface WorkerDatasetOptions {
  /** Number of examples, ≥ 1. */
  length: number;
  /** Workers that call `serveExamples` of `@nadir/train/workers`, all alike. */
  workers: readonly (PageWorker | ThreadWorker)[];
}

/** Examples that workers make. */
export interface WorkerDataset<B extends object = Batch> extends Dataset<B> {
  /** Ends the workers. */
  dispose(): void;
}

/**
 * Examples that workers make, for sources that are slow, such as images that have to be decoded.
 *
 * A {@link DataLoader} asks for the batches and gives them out in its order, whichever worker is the first: the number of workers changes no
 * batch, and training goes on at its place with any other number. Its `prefetch` is how many batches are made at the same time, so that it should
 * be no less than the number of workers.
 *
 * In Node.js, workers without anything to do let the program end.
 *
 * @throws {@link OptionError} when an option is not as documented.
 * @example
 * ```ts
 * import { Worker } from 'node:worker_threads';
 *
 * const workers = Array.from({ length: 4 }, () => new Worker(new URL('./images.js', import.meta.url)));
 * const images = workerDataset({ length: 60_000, workers });
 * const loader = new DataLoader(images, { batchSize: 64, shuffle: true, prefetch: 8 });
 * ```
 */
export function workerDataset<B extends object = Batch>(
  options: WorkerDatasetOptions,
): WorkerDataset<B> {
  const where = 'workerDataset';
  checkOptions(where, options);
  checkNames(where, options, ['length', 'workers']);
  const { length, workers } = options;
  checkInteger(where, { length }, 1, 'length');
  if (!Array.isArray(workers) || workers.length === 0) {
    throw new OptionError(
      `${where}.workers: got ${describe(workers)}, expected one worker or more.`,
    );
  }
  const crew = workers.map((one) => new ExampleWorker(one));
  return {
    length,
    get: async (indices) => {
      const able = crew.filter(({ ended }) => ended === undefined);
      const [first, ...others] = able;
      if (first === undefined) throw endedError(crew[0]?.ended ?? 'ended');
      const idle = others.reduce((a, b) => (b.waiting < a.waiting ? b : a), first);
      return tensorsOf(await idle.ask(indices)) as B;
    },
    dispose() {
      for (const one of crew) one.end('disposed of');
    },
  };
}

type Columns = Extract<ExamplesAnswer, { columns: unknown }>['columns'];

interface Request {
  readonly indices: Uint32Array;
  readonly resolve: (columns: Columns) => void;
  readonly reject: (error: Error) => void;
}

/** A worker, and what it was asked for. */
class ExampleWorker {
  /** Why it makes no more examples. */
  ended: string | undefined;
  readonly #worker: PageWorker | ThreadWorker;
  readonly #requests = new Map<number, Request>();
  #next = 0;

  constructor(worker: PageWorker | ThreadWorker) {
    this.#worker = worker;
    const take = (answer: unknown) => this.#take(answer as ExamplesAnswer);
    if ('on' in worker) {
      worker.on('message', take);
      worker.on('error', ({ message }) => this.end(message));
      worker.on('exit', (code) => this.end(`exit code ${code}`));
      worker.unref();
    } else {
      worker.addEventListener('message', ({ data }) => take(data));
      // Where its script cannot be loaded, there is no message.
      worker.addEventListener('error', ({ message = 'not loaded' }) => this.end(message));
    }
  }

  /** Number of batches that it is asked for. */
  get waiting(): number {
    return this.#requests.size;
  }

  ask(indices: Uint32Array): Promise<Columns> {
    const id = this.#next++;
    if ('ref' in this.#worker) this.#worker.ref();
    return new Promise((resolve, reject) => {
      this.#requests.set(id, { indices, resolve, reject });
      this.#worker.postMessage({ id, indices } satisfies ExamplesRequest);
    });
  }

  end(reason: string): void {
    if (this.ended !== undefined) return;
    this.ended = reason;
    this.#worker.terminate();
    for (const { indices, reject } of this.#requests.values()) reject(endedError(reason, indices));
    this.#requests.clear();
  }

  #take(answer: ExamplesAnswer): void {
    const request = this.#requests.get(answer.id);
    this.#requests.delete(answer.id);
    if (this.#requests.size === 0 && 'unref' in this.#worker) this.#worker.unref();
    if ('columns' in answer) request?.resolve(answer.columns);
    else {
      const { index, reason } = answer;
      request?.reject(
        new StateError(
          `workerDataset: got an error for example ${index} (${reason}), expected it.`,
        ),
      );
    }
  }
}

/** Most numbers of examples that a message names. */
const mostNamed = 5;

function endedError(reason: string, indices: Uint32Array = new Uint32Array()): StateError {
  const more = indices.length > mostNamed ? ', …' : '';
  const named = [...indices.subarray(0, mostNamed)].join(', ');
  const asked = named === '' ? '' : ` while it made the examples ${named}${more}`;
  return new StateError(
    `workerDataset: got a worker that has ended (${reason})${asked}, expected one that answers.`,
  );
}

const tensorsOf = (columns: Columns): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(columns).map(([name, { values, shape }]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const numbers = values instanceof Uint8Array ? Int32Array.from(values) : values;
      const dtype = values instanceof Float32Array ? 'float32' : 'int32';
      return [name, tensor(numbers, [values.length / size, ...shape], dtype)];
    }),
  );
