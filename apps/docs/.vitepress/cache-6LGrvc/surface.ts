// npm install @tensorflow/tfjs @nadir/backend-cpu @nadir/core @nadir/optim @nadir/problems
import { register } from '@nadir/backend-cpu';
import { randomNormal } from '@nadir/core';
import { SGD } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import { cosine, join, linearWarmup } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { quadratic } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

const surface = quadratic({ conditionNumber: 40 });
const place = tf.variable(tf.tensor1d([-9, 2]));
const optimizer = new SGD([place], { momentum: 0.9, nesterov: true, learningRate: join([linearWarmup({ from: 0.02, to: 0.1, steps: 4 }), cosine({ from: 0.1, to: 0.010000000000000002, steps: 20, exponent: 1 })], [5]), proximal: l1(0.001, { include: 'all' }), regularizer: l2(0.001, { include: 'all' }), clip: clipByGlobalNorm(0.5) });

for (let step = 0; step < 25; step++) {
  tf.tidy(() => {
    const at = Array.from(place.dataSync());
    console.log(`step ${step + 1} value ${surface.value(at)} at ${at}`);
    optimizer.applyGradients({ [place.name]: tf.add(
      tf.tensor1d(surface.gradient(at)),
      randomNormal([2], { key: 3, stream: 1, step }, 0, 0.5),
    ) });
  });
}
