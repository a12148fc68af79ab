import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { backend, register } from './index.js';

conformance({ backend, register, tolerance: 'exact' });
