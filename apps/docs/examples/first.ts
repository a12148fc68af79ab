import { register } from '@nadir/backend-cpu';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register(); // updates run as WebAssembly SIMD from here on

// Points in a square, in two classes: above and below a parabola.
const points = tf.randomUniform([256, 2], -1, 1, 'float32', 7);
const [x, y] = tf.unstack(points, 1) as [tf.Tensor, tf.Tensor];
const labels = tf.cast(tf.greater(y, tf.square(x)), 'int32');

const model = new Sequential(new Linear(2, 32), new ReLU(), new Linear(32, 2));
const optimizer = new AdamW(model, { learningRate: 0.02 });

for (let step = 1; step <= 200; step++) {
  const loss = optimizer.step(() => crossEntropy(model.forward(points), labels));
  if (step % 100 === 0) console.log(loss.dataSync()[0]?.toFixed(2));
  loss.dispose();
}

// Prints:
//   0.06
//   0.03
