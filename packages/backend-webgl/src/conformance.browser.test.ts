import '@tensorflow/tfjs';
import { conformance } from '@nadir/conformance';
import { backend, register } from './index.js';

// Subnormal numbers may be zeros in GLSL, and then ∞ times one is NaN and one is not above 0. What
// else is special is held to the interpreter in `kernel.browser.test.ts`.
const subnormal = ['mul', 'div', 'sqrt', 'sign', 'less', 'equal', 'where'].map((operation) => ({
  test: `programs/${operation} of special numbers`,
  reason: 'subnormal numbers are zeros on this device',
}));

conformance({
  backend,
  register,
  // GLSL allows a quotient to be off by 2.5 units in the last place, a root by more, and a product
  // and a sum to be rounded once: some 1e-7 each, which add up over the steps of a test.
  tolerance: { relative: 1e-5, absolute: 1e-6 },
  skip: subnormal,
  // A renderer in software would take an hour for every law on every optimizer.
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
