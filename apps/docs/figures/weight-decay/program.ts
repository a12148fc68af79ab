import { register } from '@nadir/backend-cpu';
import { Adam, AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

// Gradients of four weights: they only change their signs, so the data asks for nothing.
const sizes = tf.tensor([0.03, 0.3, 1, 3]);
const options = { learningRate: 0.02, weightDecay: 0.2 };

function after(steps: number, Optimizer: typeof Adam | typeof AdamW): string {
  const theta = tf.variable(tf.ones([4]));
  const optimizer = new Optimizer([theta], options);
  for (let step = 0; step < steps; step++) {
    const sign = step % 2 === 0 ? 1 : -1;
    optimizer.step(() => tf.sum(tf.mul(theta, sizes)).mul<tf.Scalar>(sign)).dispose();
  }
  return [...theta.dataSync()].map((weight) => weight.toFixed(3)).join(', ');
}

console.log(`Adam with L2: ${after(100, Adam)}`);
console.log(`AdamW: ${after(100, AdamW)}`);
