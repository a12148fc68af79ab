import { crossEntropy } from '@nadir/nn';
import { AdamW } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, it } from 'vitest';
import { loaders } from '../../test/digits.js';
import { nameOf } from '../checkpoint/names.js';
import { Checkpoint, MemoryStore, resume, Trainer } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** A model of TensorFlow.js, whose layers have other numbers in their names each time. */
function training(steps: number, store?: MemoryStore) {
  const initial = (seed: number) => tf.initializers.glorotUniform({ seed });
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, inputShape: [64], kernelInitializer: initial(1) }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.dense({ units: 10, kernelInitializer: initial(2) }),
    ],
  });
  const trainer = new Trainer({
    model,
    optimizer: new AdamW(model, { learningRate: 0.01 }),
    loss: (outputs, { targets }) => crossEntropy(outputs, targets),
    steps,
    callbacks: store === undefined ? [] : [new Checkpoint(store)],
  });
  return { trainer, weights: () => model.getWeights().map((weight) => [...weight.dataSync()]) };
}

it('trains a LayersModel, and goes on with one that is made again, running statistics too', async () => {
  const { train, validation } = loaders();
  const whole = training(12);
  const { history } = await whole.trainer.fit(train, validation);
  expect(history).toHaveLength(1);
  const store = new MemoryStore();
  await training(5, store).trainer.fit(train, validation);

  const later = training(12);
  expect(await resume(later.trainer, store)).toEqual({ name: nameOf(5), rejected: [] });
  await later.trainer.fit(train, validation);
  expect(later.weights()).toEqual(whole.weights());
});

it('tells the weights that it was given, and those that it has', async () => {
  const { trainer } = training(1);
  const { tensors, metadata } = await trainer.stateDict();
  const { 'model.0.kernel': _, ...others } = tensors;
  expect(() => trainer.loadStateDict({ tensors: others, metadata })).toThrow(
    /^Trainer: got the weights "1.bias" \[16\], .*, expected "0.kernel" \[64,16\], "1.bias" \[16\], /,
  );
});
