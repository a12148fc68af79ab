import { Linear } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';

const body = new Linear(4, 8);
const head = new Linear(8, 1);
const optimizer = new AdamW(
  [
    { parameters: body, learningRate: 1e-3 },
    { parameters: head, learningRate: 1e-2, weightDecay: 0 },
  ],
  { clip: clipByGlobalNorm(1) },
);

const inputs = tf.ones([16, 4]);
const loss = optimizer.step(() => tf.mean(tf.square(head.forward(body.forward(inputs)))));
loss.dispose();

optimizer.setOptions({ learningRate: 1e-4 }, 0); // the body alone, from the next step on
console.log(optimizer.groups.map(({ options }) => options.learningRate).join(' and '));

// Prints:
//   0.0001 and 0.01
