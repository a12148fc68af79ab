import '@tensorflow/tfjs';
import { backend, register } from '@nadir/backend-webgl';
import { optimizerSpecs } from './specs.js';

// The flags of TensorFlow.js's own runs: the few numbers of a spec go to the GPU, too.
const flags = { WEBGL_CPU_FORWARD: false, WEBGL_SIZE_UPLOAD_UNIFORM: 0 };

optimizerSpecs({ backend, register, flags });
