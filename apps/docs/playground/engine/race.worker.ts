import { turn, useBackendHere } from './backends/browser.js';
import { Host } from './host/host.js';
import type { Order } from './protocol.js';

const host = new Host({
  ...{ useBackend: useBackendHere, turn },
  now: () => performance.now(),
  report: (report) => self.postMessage(report),
});

self.addEventListener('message', ({ data }) => host.hear(data as Order));
