import { parentPort, threadId } from 'node:worker_threads';
import { serveExamples } from '@nadir/train/workers';

/** Examples 13 and 27 cannot be made; example 99 ends the worker. Later numbers take less time. */
serveExamples(async (index) => {
  if (index === 13 || index === 27) throw new Error('as told');
  if (index === 99) process.exit(3);
  await new Promise((resolve) => setTimeout(resolve, index % 7 === 0 ? 4 : 0));
  return {
    inputs: { values: Float32Array.of(index / 100, Math.sin(index)), shape: [2] },
    targets: { values: Int32Array.of(index % 2) },
    thread: { values: Uint8Array.of(threadId) },
  };
}, parentPort);
