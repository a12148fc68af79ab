// npm install @tensorflow/tfjs @nadir/backend-cpu @nadir/core @nadir/nn @nadir/optim @nadir/problems
import { register } from '@nadir/backend-cpu';
import { RandomStreams, threefry } from '@nadir/core';
import { Dropout, LayerNorm, Linear, Sequential, Tanh, crossEntropy, sampledCrossEntropy } from '@nadir/nn';
import { SophiaG } from '@nadir/optim';
import { xor } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

const { train, test } = xor({ examples: 300, noise: 0.1, seed: 3 });

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
const linear1 = new Linear(2, 5, { random });
const linear2 = new Linear(5, 3, { random });
const linear3 = new Linear(3, 2, { random });
const { key, stream } = random.next();
const draws = random.next();
const model = new Sequential(
  linear1,
  new LayerNorm(5),
  new Tanh(),
  new Dropout(0.25, { random }),
  linear2,
  new LayerNorm(3),
  new Tanh(),
  linear3,
);

const optimizer = new SophiaG(model, { batchSize: 32 });

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
    const wanted = tf.tensor1d(rows.map((row) => train.labels[row]), 'int32');
    const loss = optimizer.step(() => crossEntropy(model.forward(x), wanted));
    console.log(`step ${step + 1} loss ${loss.dataSync()[0]}`);
    if (step % 10 === 0) {
      model.eval();
      optimizer.update('gaussNewton', tf.variableGrads(() => tf.mul(Math.sqrt(rows.length / 32), sampledCrossEntropy(model.forward(x), { ...draws, step })), model.parameters()).grads);
      model.train();
    }
  });
}

model.eval();
const testLoss = tf.tidy(() => crossEntropy(model.forward(tf.tensor2d(testInputs)), tf.tensor1d(test.labels, 'int32')).dataSync()[0]);
console.log(`loss on the test part ${testLoss}`);
