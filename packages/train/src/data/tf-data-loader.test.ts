import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { classes, inputs, train } from '../../test/small-training.js';
import { tfDataLoader } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

describe('tfDataLoader', () => {
  const examples = tf.data.array(
    Array.from({ length: 20 }, (_, i) => ({
      xs: [...inputs.slice(3 * i, 3 * i + 3)],
      // Numbers become float32, which crossEntropy takes for probabilities.
      ys: classes[i] === 1 ? [0, 1] : [1, 0],
    })),
  );
  const ofEpoch = (epoch: number) => examples.shuffle(20, String(epoch), false).batch(6);

  it('goes on exactly in the middle of an epoch that is shuffled by its number', async () => {
    const loader = tfDataLoader(ofEpoch);
    expect(loader.length).toBe(4);
    const whole = await train(loader, 11);
    const half = await train(loader, 6);
    expect((await train(loader, 11, half.state)).weights).toEqual(whole.weights);
  });

  it('takes batches with inputs and targets as they are', async () => {
    const named = examples.batch(10).map((batch) => ({
      inputs: (batch as { xs: tf.Tensor }).xs,
      targets: (batch as { ys: tf.Tensor }).ys,
    }));
    expect((await train(tfDataLoader(named), 2)).weights).toHaveLength(6);
  });

  it('asks for the length of a dataset that does not know it, and holds it to that', async () => {
    const endless = tf.data.generator(function* () {
      yield { xs: tf.zeros([2, 3]), ys: tf.zeros([2], 'int32') };
    });
    expect(() => tfDataLoader(endless)).toThrow('got a dataset of unknown size');
    await expect(train(tfDataLoader(endless, { length: 2 }), 2)).rejects.toThrow(
      'tfDataLoader: got 1 batches in epoch 1, expected 2.',
    );
  });

  it.each([
    [5, 'tfDataLoader: got 5, expected a tf.data.Dataset'],
    [() => undefined, 'tfDataLoader: got undefined, expected a tf.data.Dataset'],
  ])('refuses %o', (dataset, message) => {
    expect(() => tfDataLoader(dataset as never)).toThrow(message);
  });

  it('names what a batch has where that is not enough', async () => {
    const loader = tfDataLoader(tf.data.array([{ a: 1 }]).batch(1));
    await expect(train(loader, 1)).rejects.toThrow('got the names ["a"] in a batch');
  });
});
