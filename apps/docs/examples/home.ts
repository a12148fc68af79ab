import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { digits } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

const { train } = digits();
const images = tf.tensor2d(train.features, [train.examples, 64]);
const labels = tf.tensor1d(train.labels, 'int32');
const model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
const optimizer = new AdamW(model, { learningRate: 0.02 });
const loss = () => crossEntropy(model.forward(images), labels);
for (let step = 0; step < 40; step++) optimizer.step(loss).dispose();
console.log(loss().dataSync()[0]?.toFixed(1));

// Prints:
//   0.1
