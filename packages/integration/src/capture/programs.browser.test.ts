import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { runsCaptured } from '../../test/runs-captured.js';

runsCaptured('webgl', () => tf.setBackend('webgl'));
// Uncaptured too, the loss of an LSTM of tfjs-layers is 0 or far from that of the other backends.
runsCaptured('webgpu', () => tf.setBackend('webgpu'), ['an LSTM on text']);
