import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { register } from '@nadir/backend-wasm';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { runsCaptured } from '../../test/runs-captured.js';

const wasm = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
setWasmPaths(`${dirname(wasm)}/`);

runsCaptured('wasm', async () => {
  await tf.setBackend('wasm');
  register();
});
