import { turn, useBackendHere } from '../backends/browser.js';
import { backendFor } from '../backends/load.js';
import type { SweepOrder } from './protocol.js';
import { obey } from './sweeper.js';

self.addEventListener('message', async ({ data }) => {
  const order = data as SweepOrder;
  await useBackendHere(backendFor(order.state));
  // Whoever cancels a sweep ends the worker.
  await obey(order, { signal: new AbortController().signal, turn }, (report) =>
    self.postMessage(report),
  );
});
