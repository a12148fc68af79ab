import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { backend, register } from './index.js';

conformance({
  backend,
  register,
  tolerance: 'exact',
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'formulas',
});
