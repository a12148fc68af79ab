import '@tensorflow/tfjs';
import { backend, register } from '@nadir/backend-cpu';
import { optimizerSpecs } from './specs.js';

optimizerSpecs({ backend, register });
