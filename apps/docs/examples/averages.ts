import { Linear } from '@nadir/nn';
import { SGD } from '@nadir/optim';
import { Ema, WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';

const model = new Linear(1, 1, { bias: false });
const optimizer = new SGD(model, { learningRate: 0.4 });
const average = new WeightAverage(model, { kind: 'ema', decay: 0.9 });

for (let step = 0; step < 200; step++) {
  // The wanted weight is 1 with noise that changes sign at each step.
  const target = tf.tensor2d([[step % 2 === 0 ? 1.5 : 0.5]]);
  const input = tf.ones([1, 1]);
  optimizer.step(() => tf.sum(tf.square(tf.sub(model.forward(input), target)))).dispose();
  average.update();
}
const weight = () => model.weight.dataSync()[0]?.toFixed(2);
console.log('last', weight());
average.use(() => console.log('average', weight()));

const smooth = new Ema({ decay: 0.5 });
console.log([4, 8, 8].map((value) => smooth.update(value).toFixed(2)).join(' '));

// Prints:
//   last 0.67
//   average 0.98
//   4.00 6.67 7.43
