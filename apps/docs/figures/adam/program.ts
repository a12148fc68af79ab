import { register } from '@nadir/backend-cpu';
import { Adam } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// A ravine: curvature 1 along x, 20 along y.
const curvature = tf.tensor([1, 20]);
const theta = tf.variable(tf.tensor([-8, 2.5]), true, 'theta');
const optimizer = new Adam([theta], { learningRate: 0.5 });
const loss = () => tf.sum(tf.mul(curvature, tf.square(theta))).div<tf.Scalar>(2);

const show = (x: tf.Tensor | undefined) =>
  [...(x?.dataSync() ?? [])].map((value) => value.toFixed(3)).join(', ');

for (let step = 1; step <= 5; step++) {
  optimizer.step(loss).dispose();
  const { tensors } = optimizer.stateDict();
  console.log(`step ${step}: m ${show(tensors['theta/m'])}; v ${show(tensors['theta/v'])}`);
  console.log(`  theta ${show(theta)}`);
  tf.dispose(tensors);
}
