import '@tensorflow/tfjs';
import { conformance } from './conformance.js';

// The cpu backend rounds each op as the interpreter does; only its sums add in another order.
conformance({
  backend: undefined,
  tfjsBackend: 'cpu',
  tolerance: { relative: 1e-6, absolute: 1e-7 },
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
