import { register } from '@nadir/backend-cpu';
import { SGD, type SGDOptions } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// 60 examples of 20 features, of which four matter, and noise.
const numbers = (count: number) => Array.from({ length: count }, (_, i) => i + 1);
const x = tf.tensor2d(numbers(60).map((i) => numbers(20).map((j) => Math.sin(i * j))));
const weights: Record<number, number> = { 3: 1.5, 7: -1, 12: 0.7, 17: -0.4 };
const truth = tf.tensor2d(numbers(20).map((j) => [weights[j] ?? 0]));
const noise = tf.tensor2d(numbers(60).map((i) => [Math.sin(i * i)]));
const y = tf.add(tf.matMul(x, truth), tf.div(noise, 2));

function train(way: string, options: SGDOptions) {
  const w = tf.variable(tf.fill([20, 1], 0.5));
  const optimizer = new SGD([w], { learningRate: 0.1, ...options });
  const loss = () =>
    tf
      .square(tf.sub(tf.matMul(x, w), y))
      .mean()
      .div<tf.Scalar>(2);
  for (let step = 0; step < 500; step++) optimizer.step(loss).dispose();
  const sizes = Array.from(w.dataSync(), Math.abs);
  const zeros = sizes.filter((size) => size === 0).length;
  const almost = sizes.filter((size) => size < 0.02).length - zeros;
  console.log(`${way}: ${zeros} zeros, ${almost} almost`);
}

train('L1, proximal step', { proximal: l1(0.1) });
train('L1, subgradient', { regularizer: l1(0.1) });
train('L2', { regularizer: l2(0.1) });
