import { AdamW } from '@nadir/optim';
import { cosine } from '@nadir/optim/schedules';
import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [2], units: 8, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({
  optimizer: new AdamW({ learningRate: cosine({ from: 0.05, steps: 60 }), weightDecay: 0.01 }),
  loss: 'meanSquaredError',
});

const inputs = tf.randomUniform([64, 2], -1, 1, 'float32', 3);
const targets = tf.sum(inputs, 1, true);
const { history } = await model.fit(inputs, targets, { epochs: 30, batchSize: 32, verbose: 0 });
const losses = history.loss as number[];
console.log((losses.at(-1) as number) < 0.05 * (losses[0] as number));

// Prints:
//   true
