import * as tf from '@tensorflow/tfjs';
import { runsCaptured } from '../../test/runs-captured.js';

runsCaptured('cpu', () => tf.setBackend('cpu'));
