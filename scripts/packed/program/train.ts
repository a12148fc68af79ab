import { isFused } from '@nadir/core';
import { crossEntropy, Linear, ReLU, Sequential } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import { digits } from '@nadir/problems';
import * as tf from '@tensorflow/tfjs';

/** Trains on handwritten digits on the current backend. Throws if steps are not fused or the loss does not fall. */
export function train(): void {
  const backend = tf.getBackend();
  if (!isFused()) throw new Error(`${backend}: got ordinary ops, expected fused kernels.`);

  const { train: data } = digits();
  const images = tf.tensor2d(data.features, [data.examples, data.featureCount]);
  const labels = tf.tensor1d(data.labels, 'int32');
  const model = new Sequential(new Linear(64, 32), new ReLU(), new Linear(32, 10));
  const optimizer = new AdamW(model, { learningRate: 0.01 });

  const losses = Array.from({ length: 30 }, () => {
    const loss = optimizer.step(() => crossEntropy(model.forward(images), labels));
    return loss.dataSync()[0] ?? Number.NaN;
  });
  const [first = 0, last = Number.NaN] = [losses[0], losses.at(-1)];
  if (!(last < 0.5 * first)) throw new Error(`${backend}: the loss went from ${first} to ${last}.`);
  console.log(`${backend}: fused, loss ${first.toFixed(3)} → ${last.toFixed(3)}`);
}
