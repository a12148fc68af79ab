import { IndexedDbStore, OpfsStore } from '../src/browser/index.js';

/** Writes checkpoints to a store, one after the other, until it is ended. */
self.onmessage = async ({ data }: MessageEvent<{ kind: string; name: string; bytes: number }>) => {
  const store = data.kind === 'OPFS' ? new OpfsStore(data.name) : new IndexedDbStore(data.name);
  for (let step = 2; ; step++) {
    self.postMessage(step);
    await store.write(`step-${step}`, new Uint8Array(data.bytes).fill(step));
  }
};
