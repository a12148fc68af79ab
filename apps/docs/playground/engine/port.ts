import type { Port } from './client.js';
import type { SweepPort } from './sweep/client.js';

/** Starts the worker of the race. */
export const startWorker = (): Port =>
  portTo(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));

/** Starts a worker of sweeps. */
export const startSweeper = (): SweepPort =>
  portTo(new Worker(new URL('./sweep/worker.ts', import.meta.url), { type: 'module' }));

/** A worker as a port that orders go to and reports come from. */
const portTo = <Order, Report>(worker: Worker) => ({
  postMessage: (order: Order) => worker.postMessage(order),
  listen: (hear: (report: Report) => void) =>
    worker.addEventListener('message', ({ data }) => hear(data as Report)),
  close: () => worker.terminate(),
});
