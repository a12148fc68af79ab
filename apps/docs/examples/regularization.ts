import { SGD } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import * as tf from '@tensorflow/tfjs';

const wanted = tf.tensor2d([[2, 0.01, 0, -1]]);

function minimum(options: ConstructorParameters<typeof SGD>[1]): string {
  const w = tf.variable(tf.zeros([1, 4]));
  const optimizer = new SGD([w], { learningRate: 0.05, ...options });
  for (let step = 0; step < 500; step++) {
    optimizer.step(() => tf.sum(tf.square(tf.sub(w, wanted)))).dispose();
  }
  return [...w.dataSync()].map((x) => String(Math.round(100 * x) / 100)).join(' ');
}

console.log(minimum({}));
console.log(minimum({ regularizer: l2(1) })); // its gradient is added in the kernel of the step
console.log(minimum({ proximal: l1(0.2) })); // a step of its own: zeros are exact

// Prints:
//   2 0.01 0 -1
//   1 0 0 -0.5
//   1.9 0 0 -0.9
