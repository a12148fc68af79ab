import * as tf from '@tensorflow/tfjs';
import { register } from '../src/index.js';
import { type Checkpoint, Training } from './training.js';

/** Goes on from a checkpoint as a page that was loaded again does, and answers with three losses. */
addEventListener('message', async ({ data }: MessageEvent<Checkpoint>) => {
  await tf.setBackend('webgl');
  register();
  postMessage(new Training(data).losses(3));
});
