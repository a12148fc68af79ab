import { register } from '@nadir/backend-cpu';
import { SGD, type SGDOptions } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// 60 examples of 20 features, of which four matter, and noise.
const rows = Array.from({ length: 60 }, (_, i) => i + 1);
const columns = Array.from({ length: 20 }, (_, j) => j + 1);
const x = tf.tensor2d(rows.map((i) => columns.map((j) => Math.sin(i * j))));
const weights: Record<number, number> = { 3: 1.5, 7: -1, 12: 0.7, 17: -0.4 };
const truth = tf.tensor2d(columns.map((j) => [weights[j] ?? 0]));
const noise = tf.tensor2d(rows.map((i) => [Math.sin(i * i)]));
const y = tf.add(tf.matMul(x, truth), tf.div(noise, 2));

function train(way: string, options: SGDOptions) {
  const w = tf.variable(tf.fill([20, 1], 0.5));
  const optimizer = new SGD([w], { learningRate: 0.1, ...options });
  const error = () => tf.square(tf.sub(tf.matMul(x, w), y));
  const loss = () => tf.div<tf.Scalar>(tf.mean(error()), 2);
  for (let step = 0; step < 500; step++) optimizer.step(loss).dispose();
  const sizes = Array.from(w.dataSync(), Math.abs);
  const zeros = sizes.filter((size) => size === 0).length;
  const almost = sizes.filter((size) => size < 0.02).length - zeros;
  console.log(`${way}: ${zeros} zeros, ${almost} almost`);
}

train('L1, proximal step', { proximal: l1(0.1) });
train('L1, subgradient', { regularizer: l1(0.1) });
train('L2', { regularizer: l2(0.1) });
