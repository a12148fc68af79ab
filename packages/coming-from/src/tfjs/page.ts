import { trainingLoop } from '../examples.js';
import type { Page } from '../page.js';
import { functions, initializers, layers } from './layers.js';
import { losses, models, optimizerMethods, optimizers, penalties } from './training.js';

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
${trainingLoop}
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
