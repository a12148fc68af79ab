// Programs that the pages show beside those of other libraries, in TypeScript. All import lines of the pages are here.

/** A training loop. */
export const trainingLoop = `import * as tf from '@tensorflow/tfjs';
import { AdamW } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { crossEntropy, Dropout, Linear, ReLU, Sequential } from '@nadir/nn';
import { register } from '@nadir/backend-cpu';
import { digits } from '@nadir/problems';

await tf.setBackend('cpu');
register(); // programs run as WebAssembly SIMD from here on

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, train.featureCount]);
const labels = tf.tensor1d(train.labels, 'int32');

const model = new Sequential(new Linear(64, 32), new ReLU(), new Dropout(0.1), new Linear(32, 10));
const optimizer = new AdamW(model, {
  learningRate: cosine({ from: 0.02, steps: 100 }),
  weightDecay: 0.01,
  clip: clipByGlobalNorm(1),
});

for (let step = 0; step < 100; step++) {
  optimizer.step(() => crossEntropy(model.forward(images), labels)).dispose();
}
model.eval();`;

/** The same with an optimizer that is chained from its parts. */
export const chainedLoop = `import * as tf from '@tensorflow/tfjs';
import { chain, Optimizer } from '@nadir/core';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { cosine } from '@nadir/optim/schedules';
import {
  addDecayedWeights,
  clipByGlobalNorm,
  scaleByAdam,
  scaleByLearningRate,
} from '@nadir/optim/transforms';
import { register } from '@nadir/backend-cpu';
import { digits } from '@nadir/problems';

await tf.setBackend('cpu');
register();

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, train.featureCount]);
const labels = tf.tensor1d(train.labels, 'int32');

const rule = chain(
  clipByGlobalNorm(1),
  scaleByAdam(),
  addDecayedWeights(0.01),
  scaleByLearningRate(cosine({ from: 0.02, steps: 100 })),
);
const model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
const optimizer = new Optimizer(rule, model);

for (let step = 0; step < 100; step++) {
  optimizer.step(() => crossEntropy(model.forward(images), labels)).dispose();
}`;
