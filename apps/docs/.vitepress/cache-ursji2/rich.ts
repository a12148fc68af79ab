// npm install @tensorflow/tfjs @nadir/backend-cpu @nadir/core @nadir/nn @nadir/optim @nadir/problems
import { register } from '@nadir/backend-cpu';
import { RandomStreams, threefry } from '@nadir/core';
import { BatchNorm, Dropout, Linear, ReLU, Sequential, crossEntropy } from '@nadir/nn';
import { SGD } from '@nadir/optim';
import { WeightAverage } from '@nadir/optim/averages';
import { l1, l2 } from '@nadir/optim/regularizers';
import { cosine, join, linearWarmup } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { moons } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

const { train, test } = moons({ examples: 300, noise: 0.1, seed: 3 });

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

// Weights, the order of examples and masks have a stream of random numbers each, in this order.
const random = new RandomStreams(3);
const linear1 = new Linear(2, 5, { negativeSlope: 0, random });
const linear2 = new Linear(5, 3, { negativeSlope: 0, random });
const linear3 = new Linear(3, 2, { random });
const { key, stream } = random.next();
random.next(); // What an optimizer draws, if it draws.
const model = new Sequential(
  linear1,
  new BatchNorm(5),
  new ReLU(),
  new Dropout(0.1, { random }),
  linear2,
  new BatchNorm(3),
  new ReLU(),
  new Dropout(0.1, { random }),
  linear3,
);

const optimizer = new SGD(model, { momentum: 0.9, nesterov: true, learningRate: join([linearWarmup({ from: 0.02, to: 0.1, steps: 4 }), cosine({ from: 0.1, to: 0.010000000000000002, steps: 20, exponent: 1 })], [5]), proximal: l1(0.001), regularizer: l2(0.001), clip: clipByGlobalNorm(0.5) });

const average = new WeightAverage([...model.namedParameters(), ...model.namedBuffers()], { kind: 'ema', decay: 0.99 });

let order = [0];
for (let step = 0; step < 25; step++) {
  const index = step % 15;
  if (index === 0) {
    // Every example once, in an order of its own for each epoch.
    order = Array.from({ length: 240 }, (_, i) => i);
    for (let i = order.length - 1; i > 0; i--) {
      const [bits] = threefry(key, stream, i, 1 + step / 15);
      const j = Math.floor((bits / 2 ** 32) * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
  }
  tf.tidy(() => {
    const rows = order.slice(index * 17, (index + 1) * 17);
    const x = tf.tensor2d(rows.map((row) => inputs[row]));
    const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), 'int32');
    const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
    console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
    average.update();
  });
}

model.eval();
const testLoss = average.use(() => tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, 'int32')).dataSync()[0]));
console.log(`loss on the test part ${testLoss}`);
