import { type Example, JoinedExamples } from './join-examples.js';
import type { ExamplesAnswer, ExamplesRequest } from './protocol.js';

/** `parentPort` of `node:worker_threads`. */
export interface ThreadPort {
  on(event: 'message', listener: (request: ExamplesRequest) => void): unknown;
  postMessage(message: ExamplesAnswer, transfer: ArrayBuffer[]): void;
}

/** What a worker of a page has in the place of `globalThis`. */
interface PageScope {
  onmessage: (event: { readonly data: ExamplesRequest }) => void;
  postMessage(message: ExamplesAnswer, transfer: ArrayBuffer[]): void;
}

/**
 * Makes the examples of a `workerDataset`, in a worker. TensorFlow.js is not loaded there.
 *
 * @param load Makes an example by its number. Each column has values of one kind, and one shape for all examples.
 * @param port Where the worker is asked: `parentPort` of `node:worker_threads` in Node.js; left out in a page.
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { parentPort } from 'node:worker_threads';
 * import { serveExamples } from '@nadir/train/workers';
 *
 * serveExamples(async (index) => {
 *   const [label = 0, ...pixels] = await readFile(`images/${index}.bin`);
 *   return {
 *     inputs: { values: Float32Array.from(pixels, (pixel) => pixel / 255), shape: [32, 32, 3] },
 *     targets: { values: Int32Array.of(label) },
 *   };
 * }, parentPort);
 * ```
 */
export function serveExamples(
  load: (index: number) => Example | Promise<Example>,
  port?: ThreadPort | null,
): void {
  if (port === null) {
    throw new Error('serveExamples: got null for a port, expected to be called in a worker.');
  }
  const scope = globalThis as unknown as PageScope;
  const asked = async (request: ExamplesRequest) => {
    const answer = await answerTo(request, load);
    const columns = 'columns' in answer ? Object.values(answer.columns) : [];
    const buffers = columns.map(({ values }) => values.buffer as ArrayBuffer);
    (port ?? scope).postMessage(answer, buffers);
  };
  if (port === undefined) scope.onmessage = ({ data }) => void asked(data);
  else port.on('message', asked);
}

async function answerTo(
  { id, indices }: ExamplesRequest,
  load: (index: number) => Example | Promise<Example>,
): Promise<ExamplesAnswer> {
  const joined = new JoinedExamples(indices.length);
  for (const index of indices) {
    try {
      joined.add(await load(index));
    } catch (error) {
      return { id, index, reason: error instanceof Error ? error.message : String(error) };
    }
  }
  return { id, columns: joined.columns };
}
