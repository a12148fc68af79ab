import { register } from '@nadir/backend-cpu';
import { Dropout } from '@nadir/nn';
import * as tf from '@tensorflow/tfjs';

await tf.setBackend('cpu');
register();

const ones = tf.ones([1000, 1000]);

function show(name: string, y: tf.Tensor) {
  const zeros = tf.mean(tf.equal(y, 0).toFloat()).dataSync()[0] ?? 0;
  const [largest = 0] = tf.max(y).dataSync();
  const [mean = 0] = tf.mean(y).dataSync();
  const numbers = [zeros, largest, mean].map((value) => value.toFixed(2));
  console.log(`${name}: zeros ${numbers[0]}, the others ${numbers[1]}, mean ${numbers[2]}`);
}

for (const p of [0.25, 0.5, 0.75]) {
  const layer = new Dropout(p);
  show(`p ${p}, training`, layer.forward(ones));
  show(`p ${p}, evaluation`, layer.eval().forward(ones));
}
