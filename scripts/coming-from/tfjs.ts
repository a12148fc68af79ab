import type { Page } from './row.js';
import { functions, initializers, layers } from './tfjs/layers.js';
import { losses, models, optimizerMethods, optimizers, penalties } from './tfjs/training.js';

const ofLayersModels = 'For the layers of a `LayersModel`.';

/** For people who know TensorFlow.js. */
export const tfjs: Page = {
  file: 'coming-from-tfjs',
  library: 'TensorFlow.js',
  head: `
Tensors, operations, models and backends stay what they are. In a \`LayersModel\` only the optimizer changes. The same training loop
there:

\`\`\`js
const optimizer = tf.train.adam(0.02);

for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(labels, model.apply(images, { training: true })));
}
\`\`\`

and here:

\`\`\`ts
import * as tf from '@tensorflow/tfjs';
import { AdamW, cosine, crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/core';
import { register } from '@nadir/backend-cpu';
import { digits } from '@nadir/problems';

await tf.setBackend('cpu');
register(); // one kernel for each parameter and step, instead of 14

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, train.featureCount]);
const labels = tf.tensor1d(train.labels, 'int32');

const model = new Sequential(new Linear(64, 32), new ReLU(), new Dropout(0.1), new Linear(32, 10));
const optimizer = new AdamW(model, {
  learningRate: cosine({ from: 0.02, steps: 100 }),
  weightDecay: 0.01,
  clip: { norm: 1 },
});

for (let step = 0; step < 100; step++) {
  optimizer.step(() => crossEntropy(model.forward(images), labels)).dispose();
}
model.eval();
\`\`\`

Options have the names of TensorFlow.js.`,
  words: {},
  without: {
    inputShape: 'Modules take what they are given; `Linear` is told both sizes.',
    batchInputShape: 'As `inputShape`.',
    batchSize: 'As `inputShape`.',
    input_shape: 'As `inputShape`.',
    batch_input_shape: 'As `inputShape`.',
    batch_size: 'As `inputShape`.',
    dtype: 'float32.',
    inputDType: 'float32.',
    input_dtype: 'float32.',
    name: 'The path of the field.',
    trainable: '`requiresGrad(false)`.',
    weights: ofLayersModels,
  },
  groups: [
    optimizers,
    optimizerMethods,
    models,
    penalties,
    losses,
    layers,
    initializers,
    functions,
  ],
};
