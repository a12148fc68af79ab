import { register } from '@nadir/backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { train } from './experiment.js';
import { type Frame, type Settings, step } from './model.js';

/** What the worker sends: the next frames of the run with p. */
export interface FramesMessage {
  readonly p: number;
  readonly frames: readonly Frame[];
}

/** Frames of one message. */
const portion = 10;

let run: ReturnType<typeof train> | undefined;
const ready = tf.setBackend('cpu').then(() => register());

self.addEventListener('message', async ({ data }: MessageEvent<Settings>) => {
  await ready;
  run?.return();
  const own = train(data);
  run = own;
  for (let sent = 0; sent < step.max && run === own; sent += portion) {
    const frames = Array.from({ length: portion }, () => own.next().value as Frame);
    self.postMessage({ p: data.p, frames } satisfies FramesMessage);
    // Other settings may have come meanwhile.
    await new Promise((resolve) => setTimeout(resolve));
  }
});
