import { register } from '@nadir/backend-wasm';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';

setWasmPaths('/wasm/'); // a folder with the three .wasm files of @tensorflow/tfjs-backend-wasm
await tf.setBackend('wasm');
register();

const w = tf.variable(tf.tensor([2, -4]));
const optimizer = new AdamW([w], { learningRate: 0.1 });
for (let step = 0; step < 200; step++) {
  optimizer.step(() => tf.sum(tf.square(w))).dispose();
}
postMessage(await w.data());
