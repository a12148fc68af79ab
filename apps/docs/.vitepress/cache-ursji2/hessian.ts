// npm install @tensorflow/tfjs @nadir/backend-cpu @nadir/core @nadir/nn @nadir/optim @nadir/problems
import { register } from '@nadir/backend-cpu';
import { RandomStreams, threefry } from '@nadir/core';
import { Linear, Sequential, meanSquaredError } from '@nadir/nn';
import { SophiaH, hutchinson } from '@nadir/optim';
import { plane } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

const { train, test } = plane({ examples: 300, noise: 0.1, seed: 3 });

// What the network is given of each example, with mean 0 and deviation 1 over the training part.
const [rows, testRows] = [train, test].map(({ examples, features }) =>
  Array.from({ length: examples }, (_, row) => {
    const [x, y] = features.subarray(2 * row, 2 * row + 2);
    return [x, y];
  }),
);
const mean = rows[0].map((_, i) => rows.reduce((sum, row) => sum + row[i] / rows.length, 0));
const deviation = mean.map((m, i) => {
  const root = Math.sqrt(rows.reduce((sum, row) => sum + (row[i] - m) ** 2 / rows.length, 0));
  return root > 1e-12 * Math.abs(m) ? root : 1;
});
const [inputs, testInputs] = [rows, testRows].map((all) =>
  all.map((row) => row.map((x, i) => (x - mean[i]) / deviation[i])),
);

// Numbers to predict, with mean 0 and deviation 1 over the training part.
const centre = train.targets.reduce((sum, y) => sum + y / train.examples, 0);
const spread = Math.sqrt(
  train.targets.reduce((sum, y) => sum + (y - centre) ** 2 / train.examples, 0),
);
const targets = Array.from(train.targets, (y) => (y - centre) / spread);

// Weights, the order of examples and masks have a stream of random numbers each, in this order.
const random = new RandomStreams(3);
const linear1 = new Linear(2, 1, { random });
const { key, stream } = random.next();
const draws = random.next();
const model = new Sequential(
  linear1,
);

const optimizer = new SophiaH(model);

let order = [0];
for (let step = 0; step < 25; step++) {
  const index = step % 8;
  if (index === 0) {
    // Every example once, in an order of its own for each epoch.
    order = Array.from({ length: 240 }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const [bits] = threefry(key, stream, i, 1 + step / 8);
      const j = Math.floor((bits / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
  tf.tidy(() => {
    const rows = order.slice(index * 32, (index + 1) * 32);
    const x = tf.tensor2d(rows.map((row) => inputs[row]));
    const wanted = tf.tensor2d(rows.map((row) => [targets[row]]));
    const loss = optimizer.step(() => meanSquaredError(model.forward(x), wanted));
    console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
    if (step % 10 === 0) {
      model.eval();
      const gradients = () => tf.variableGrads(() => meanSquaredError(model.forward(x), wanted), model.parameters()).grads;
      optimizer.update('hessian', hutchinson({ variables: model.parameters(), gradients, draw: { ...draws, step } }));
      model.train();
    }
  });
}

model.eval();
const testLoss = tf.tidy(() => meanSquaredError(model.forward(tf.tensor2d(testInputs)), tf.tensor2d(Array.from(test.targets, (y) => [(y - centre) / spread]))).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
