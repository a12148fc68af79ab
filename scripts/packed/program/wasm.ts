import { register } from '@nadir/backend-wasm';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { train } from './train.js';

await tf.setBackend('wasm');
register();
train();
