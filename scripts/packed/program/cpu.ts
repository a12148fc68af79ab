import { register } from '@nadir/backend-cpu';
import * as tf from '@tensorflow/tfjs';
import { train } from './train.js';

await tf.setBackend('cpu');
register();
train();
