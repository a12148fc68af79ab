import '@tensorflow/tfjs';
import { catalogue, conformance, oneOfEachKind } from '@nadir/conformance';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { hostBackend, register } from './index.js';

// A device that could draw to 32 bits is told to draw to 16 as if it could not.
env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
await setBackend('webgl');

const entries = oneOfEachKind(catalogue);

conformance({
  backend: hostBackend,
  register,
  variant: '16-bit textures',
  // Nothing that a step computes has 16 bits.
  tolerance: 'exact',
  entries,
  short: true,
  skip: [
    {
      test: 'programs/sum of 10 million equal terms',
      reason: 'TensorFlow.js fills the tensor with 16 bits',
    },
    ...entries.map(({ rule }) => ({
      test: `${rule.name}/trains a LayersModel, which goes on equally after it was saved and loaded`,
      reason: 'activations and gradients of the model have 16 bits',
    })),
  ],
});
