import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { classes, inputs, train } from '../../test/small-training.js';
import { arrayDataset, DataLoader, tensorDataset } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

describe('tensorDataset', () => {
  it('gives the batches that an array of the same numbers gives', async () => {
    const columns = {
      inputs: tf.tensor2d(inputs, [20, 3]),
      targets: tf.tensor1d(classes, 'int32'),
    };
    const options = { batchSize: 6, shuffle: true, seed: 4 };
    const ofTensors = new DataLoader(tensorDataset(columns), options);
    const ofArrays = new DataLoader(
      arrayDataset({ inputs: { values: inputs, shape: [3] }, targets: { values: classes } }),
      options,
    );
    expect((await train(ofTensors, 7)).weights).toEqual((await train(ofArrays, 7)).weights);
    expect(columns.inputs.isDisposed).toBe(false);
  });

  it.each([
    [{}, 'tensorDataset: got nothing, expected the same number'],
    [{ inputs: 5 }, 'tensorDataset.inputs: got 5, expected a tensor'],
    [{ inputs: tf.scalar(1) }, 'tensorDataset.inputs: got an object of class Tensor'],
    [{ a: tf.zeros([2, 1]), b: tf.zeros([3]) }, 'tensorDataset: got a: [2,1], b: [3], expected'],
  ])('refuses %o', (columns, message) => {
    expect(() => tensorDataset(columns as never)).toThrow(message);
  });
});
