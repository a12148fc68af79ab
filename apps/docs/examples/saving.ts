import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Linear } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';

const inputs = tf.randomNormal([16, 4], 0, 1, 'float32', 1);
const make = () => {
  const model = new Linear(4, 1);
  return { model, optimizer: new AdamW(model, { learningRate: 0.01 }) };
};
const train = ({ model, optimizer }: ReturnType<typeof make>, steps: number) => {
  let last = 0;
  for (let step = 0; step < steps; step++) {
    const loss = optimizer.step(() => tf.mean(tf.square(model.forward(inputs))));
    last = loss.dataSync()[0] as number;
    loss.dispose();
  }
  return last;
};

const first = make();
train(first, 10);
const weights = await encodeSafetensors(first.model.stateDict());
const { tensors, metadata } = first.optimizer.stateDict();
const training = await encodeSafetensors(tensors, metadata);

// Later, in another program:
const second = make();
second.model.loadStateDict(decodeSafetensors(weights).tensors);
second.optimizer.loadStateDict(decodeSafetensors(training));

console.log(train(first, 10) === train(second, 10));

// Prints:
//   true
