import '@tensorflow/tfjs';
import core from '@nadir/core/package.json';
import { version_core } from '@tensorflow/tfjs-core';
import { checkBackend, type World } from './check.js';
import type { Message, Order } from './protocol.js';
import { environment, startBackend } from './support.js';

const tell = (message: Message) => self.postMessage(message);

const world: World = {
  start: startBackend,
  now: () => performance.now(),
  onProgress: (progress) => tell({ type: 'progress', progress }),
};

self.addEventListener('message', async ({ data }: MessageEvent<Order>) => {
  tell({
    type: 'device',
    device: {
      ...{ format: 'nadir-device', version: 1 },
      ...{ nadir: core.version, tfjs: version_core, environment: environment() },
    },
  });
  for (const name of data.backends) {
    tell({ type: 'result', result: await checkBackend(name, world) });
  }
  tell({ type: 'done' });
});
