import '@tensorflow/tfjs';
import {
  catalogue,
  conformance,
  type Entry,
  oneOfEachKind,
  worksOnWholeTensors,
} from '@nadir/conformance';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { hostBackend, register } from './index.js';

// A device that could draw to 32 bits is told to draw to 16 as if it could not.
env().set('WEBGL_RENDER_FLOAT32_ENABLED', false);
await setBackend('webgl');

// Ordinary ops of TensorFlow.js round to 16 bits there.
const entries = oneOfEachKind(catalogue.filter((one) => !worksOnWholeTensors(one)));
// Those that the laws of what acts around a rule are held for.
const [least, most] = [entries[0], entries.at(-1)] as [Entry, Entry];
const ordinaryOps = [
  'BatchNorm of PyTorch*',
  'LayerNorm of PyTorch*',
  'losses of four thousand examples are those of one',
  'BatchNorm knows mean and variance of a hundred thousand values',
  'LayerNorm knows them of many features',
  'Dropout2d drops*',
  'Dropout3d drops*',
  'L-BFGS stays near PyTorch*',
  'gradients of penalties on units and matrices',
  'proximal steps of penalties',
  'projections onto the sets of constraints',
];

conformance({
  backend: hostBackend,
  register,
  variant: '16-bit textures',
  // Nothing that programs compute has 16 bits.
  tolerance: 'exact',
  entries,
  extent: 'sample',
  skip: [
    {
      test: 'programs/sum of 10 million equal terms',
      reason: 'TensorFlow.js fills the tensor with 16 bits',
    },
    ...ordinaryOps.map((test) => ({
      test: `programs/${test}`,
      reason: 'ordinary ops have 16 bits',
    })),
    ...[least, most].flatMap(({ rule }) => [
      {
        test: `${rule.name}/trains a LayersModel, which goes on equally after it was saved and loaded`,
        reason: 'activations and gradients of the model have 16 bits',
      },
      {
        test: `${rule.name}/steps by gradients from near by*`,
        reason: 'the loss of the law has 16 bits',
      },
      {
        test: `${rule.name}/clips by other norms, of each gradient too, and by the mean square`,
        reason: 'norms of other types are ordinary ops, which have 16 bits',
      },
    ]),
  ],
});
