import '@tensorflow/tfjs';
import { catalogue, conformance, oneOfEachKind } from '@nadir/conformance';
import { backend, register } from './index.js';

conformance({
  backend,
  register,
  tolerance: 'exact',
  // All of them are tested in Node.
  entries: import.meta.env.MODE === 'all-laws' ? catalogue : oneOfEachKind(catalogue),
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
