import { catalogue, conformance } from '@nadir/conformance';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { backend, register } from './index.js';

// The suite makes tensors while it collects its tests, and this backend begins asynchronously.
await tf.setBackend('webgpu');

// WGSL lets a device flush subnormal numbers to zero, and SwiftShader does. What these tests say of
// zeros, infinities and NaN is tested without subnormal numbers in kernel.browser.test.ts.
const flushed = ['mul', 'div', 'sqrt', 'sign', 'less', 'equal', 'where'];

// WebGPU reads asynchronously only. TensorFlow.js makes `dataSync` of drawing to canvases, which under
// SwiftShader gives other numbers at times and in the end costs the page its device.
const readingSynchronously = [
  'leaves alone arrays that were read before a step',
  'takes in no variable at a step that it refuses',
  'skips a step whose gradients are not finite, and is as if it had not been',
  'makes no state at a first step that it skips',
  'throws and names the first parameter whose gradient is not finite',
  'takes the largest finite gradients for what they are',
  'leaks nothing in 1000 steps with clipping, penalties, a schedule and checks',
  'keeps its state inside tidy, and leaks nothing there',
  'leaks nothing when it computes the gradients itself',
  'leaks nothing when it saves and restores',
  'gives back what it holds for parameters that it has not met',
];

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
    ...catalogue.flatMap(({ rule }) =>
      readingSynchronously.map((title) => ({
        test: `${rule.name}/${title}`,
        reason: 'dataSync does not work on SwiftShader',
      })),
    ),
  ],
});
