import { startWorker } from '../../workers/start-worker.js';
import type { Port } from './client.js';
import type { SweepPort } from './sweep/client.js';

/** Starts the worker of the race. */
export const startRace = (): Port => portTo(startWorker('playground/engine/race'));

/** Starts a worker of sweeps. */
export const startSweeper = (): SweepPort => portTo(startWorker('playground/engine/sweep/sweep'));

/** A worker as a port that orders go to and reports come from. */
const portTo = <Order, Report>(worker: Worker) => ({
  postMessage: (order: Order) => worker.postMessage(order),
  listen: (hear: (report: Report) => void) =>
    worker.addEventListener('message', ({ data }) => hear(data as Report)),
  close: () => worker.terminate(),
});
