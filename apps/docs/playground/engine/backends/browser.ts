import type { BackendName } from '../../../backends/loader.js';
import { loaders } from '../../../backends/loaders.js';
import type { BackendInUse } from '../protocol.js';
import { useBackend } from './load.js';

/** Makes a backend the one in use in this worker, or another one where it cannot run. */
export const useBackendHere = (name: BackendName): Promise<BackendInUse> =>
  useBackend(name, loaders);

const channel = new MessageChannel();

/** Lets messages come in. A timer would wait four milliseconds. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.onmessage = () => resolve();
    channel.port2.postMessage(null);
  });
