import { register } from '@nadir/backend-cpu';
import { RMSprop } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// At equal distances from the minimum the second gradient is a hundred times the first.
const curvature = tf.tensor([1, 100]);

function firstSteps(epsilon: number): string[] {
  const theta = tf.variable(tf.tensor([-6, 6]));
  const optimizer = new RMSprop([theta], { learningRate: 0.2, alpha: 0.9, epsilon });
  const loss = () => tf.sum(tf.mul(curvature, tf.square(theta))).div<tf.Scalar>(2);
  optimizer.step(loss).dispose();
  const [x = 0, y = 0] = theta.dataSync();
  return [x + 6, 6 - y].map((length) => length.toFixed(4));
}

for (const epsilon of [0.001, 1, 100, 1000]) {
  console.log(`epsilon ${epsilon}: steps of ${firstSteps(epsilon).join(' and ')}`);
}
