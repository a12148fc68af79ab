import { conformance } from '@nadir/conformance';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { backend, register } from './index.js';

// The suite makes tensors while it collects its tests, and this backend begins asynchronously.
await tf.setBackend('webgpu');

// WGSL lets a device flush subnormal numbers to zero, and SwiftShader does. What these tests say of
// zeros, infinities and NaN is tested without subnormal numbers in kernel.browser.test.ts.
const flushed = ['mul', 'div', 'sqrt', 'sign', 'less', 'equal', 'where'];

conformance({
  backend,
  register,
  // WGSL allows 2.5 units in the last place for a division and 2 for a root, 3e-7 each; a step of Adam
  // has three of them, and forty steps add up.
  tolerance: { relative: 1e-5, absolute: 1e-6 },
  skip: [
    ...flushed.map((operation) => ({
      test: `programs/${operation} of special numbers`,
      reason: 'subnormal numbers may be flushed to zero in WGSL',
    })),
  ],
  // A renderer in software would take an hour for every law on every optimizer.
  extent: import.meta.env.MODE === 'all-laws' ? 'all' : 'sample',
});
