import type { Port } from './client.js';
import type { Report } from './protocol.js';

/** Starts the worker of the playground. */
export function startWorker(): Port {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return {
    postMessage: (order) => worker.postMessage(order),
    listen: (hear) => worker.addEventListener('message', ({ data }) => hear(data as Report)),
    close: () => worker.terminate(),
  };
}
