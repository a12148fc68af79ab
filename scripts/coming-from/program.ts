/** A training loop, as the pages show it beside that of another library: TypeScript. */
export const program = `import * as tf from '@tensorflow/tfjs';
import { AdamW } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
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
  clip: { norm: 1 },
});

for (let step = 0; step < 100; step++) {
  optimizer.step(() => crossEntropy(model.forward(images), labels)).dispose();
}
model.eval();`;
