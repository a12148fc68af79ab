import { register } from '@nadir/backend-cpu';
import { SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// A ravine: curvature 1 along x, 40 along y.
const curvature = tf.tensor([1, 40]);

function distanceAfter(steps: number, momentum: number): number {
  const theta = tf.variable(tf.tensor([-9, 2]));
  const optimizer = new SGD([theta], { learningRate: 0.02, momentum });
  const loss = () => tf.sum(tf.mul(curvature, tf.square(theta))).div<tf.Scalar>(2);
  for (let step = 0; step < steps; step++) optimizer.step(loss).dispose();
  const [x = 0, y = 0] = theta.dataSync();
  return Math.hypot(x, y);
}

for (const momentum of [0, 0.5, 0.8, 0.9, 0.99]) {
  console.log(`momentum ${momentum}: ${distanceAfter(80, momentum).toFixed(3)} left`);
}
