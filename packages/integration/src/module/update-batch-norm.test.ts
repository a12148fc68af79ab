import { Module, OptionError, TensorError } from '@nadir/core';
import { BatchNorm, Dropout, Linear, Sequential, updateBatchNorm } from '@nadir/nn';
import { WeightAverage } from '@nadir/optim/averages';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const numbers = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];
const column = (...values: number[]) => tf.tensor2d(values, [values.length, 1]);
const close = (values: number[], expected: number[]) => {
  expected.forEach((value, i) => {
    expect(values[i]).toBeCloseTo(value, 5);
  });
};

describe('updateBatchNorm', () => {
  it('measures mean and variance over all data in one batch', async () => {
    const layer = new BatchNorm(1);
    layer.forward(column(100, 200));
    await updateBatchNorm(layer, [column(1, 2, 6, 7)]);
    // Mean 4; squares 9 + 4 + 4 + 9 over 3.
    close(numbers(layer.runningMean), [4]);
    close(numbers(layer.runningVariance), [26 / 3]);
  });

  it('is the mean of those of the batches, as update_bn of torch 2.13 is', async () => {
    const layer = new BatchNorm(1, { momentum: 0.3 });
    await updateBatchNorm(layer, [column(1, 3), column(2, 2, 8), column(-4, 0, 2, 6)]);
    // update_bn on the same: means 2, 4, 1; unbiased variances 2, 12, 52/3.
    close(numbers(layer.runningMean), [7 / 3]);
    close(numbers(layer.runningVariance), [94 / 9]);
    expect(layer.batches?.value).toBe(3);
    expect(layer.momentum).toBe(0.3);
  });

  it('measures what reaches each layer, and gives modes and momenta back, each its own', async () => {
    const [first, second] = [new BatchNorm(1, { momentum: 0.2 }), new BatchNorm(1)];
    const dropout = new Dropout(0);
    const scale = new Linear(1, 1, { bias: false });
    scale.weight.assign(tf.tensor2d([[3]]));
    const model = new Sequential(first, scale, dropout, second);
    model.eval();
    second.train();
    await updateBatchNorm(model, [column(0, 2, 4, 6)]);
    close(numbers(first.runningMean), [3]);
    // Standardized and times 3: variance 9, unbiased 9 · 4/3.
    close(numbers(second.runningMean), [0]);
    close(
      numbers(second.runningVariance).map((v) => v / 12),
      [1],
    );
    expect([first, second].map(({ momentum }) => momentum)).toEqual([0.2, 0.1]);
    expect(model.modules().map(({ training }) => training)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('takes lists that begin with the input, generators and what is asynchronous', async () => {
    const sources: Parameters<typeof updateBatchNorm>[1][] = [
      [[column(1, 3), 'label']],
      (function* () {
        yield column(1, 3);
      })(),
      (async function* () {
        await Promise.resolve();
        yield column(1, 3);
      })(),
    ];
    for (const source of sources) {
      const layer = new BatchNorm(1);
      await updateBatchNorm(layer, source);
      close(numbers(layer.runningMean), [2]);
    }
  });

  it.each<[string, () => unknown]>([
    ['a dataset of tensors', () => tf.data.array([[1], [3], [2], [6]]).batch(2)],
    [
      'a dataset of xs and ys',
      () =>
        tf.data
          .zip({ xs: tf.data.array([[1], [3], [2], [6]]), ys: tf.data.array([0, 1, 0, 1]) })
          .batch(2),
    ],
    [
      'an iterator of a dataset',
      () =>
        tf.data
          .array([[1], [3], [2], [6]])
          .batch(2)
          .iterator(),
    ],
  ])('takes %s, and disposes of its tensors', async (_, source) => {
    const layer = new BatchNorm(1);
    const before = tf.memory().numTensors;
    await updateBatchNorm(layer, (await source()) as tf.data.Dataset<tf.Tensor>);
    expect(tf.memory().numTensors).toBe(before);
    // Means 2 and 4; unbiased variances 2 and 8.
    close(numbers(layer.runningMean), [3]);
    close(numbers(layer.runningVariance), [5]);
    expect(layer.batches?.value).toBe(2);
  });

  it('disposes of what a dataset gave also where a batch does not fit', async () => {
    const layer = new BatchNorm(2);
    const before = tf.memory().numTensors;
    const dataset = tf.data.array([[1], [3]]).batch(2) as tf.data.Dataset<tf.Tensor>;
    await expect(updateBatchNorm(layer, dataset)).rejects.toThrow(TensorError);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('serves models of several inputs, told what a batch has for them', async () => {
    class Both extends Module<[left: tf.Tensor, right: tf.Tensor]> {
      readonly norm = new BatchNorm(1);
      forward(left: tf.Tensor, right: tf.Tensor): tf.Tensor {
        return tf.tidy(() => this.norm.forward(tf.add(left, right)));
      }
    }
    const model = new Both();
    const batch = { left: column(1, 2), right: column(0, 3), label: 'x' };
    await updateBatchNorm(model, [batch], ({ left, right }) => [left, right]);
    // Sums 1 and 5.
    close(numbers(model.norm.runningMean), [3]);
    close(numbers(model.norm.runningVariance), [8]);
  });

  it.each<[unknown, string]>([
    [5, 'updateBatchNorm.batches: got 5, expected a list of batches'],
    [{}, 'updateBatchNorm.batches: got an object of class Object'],
    [[{ left: 1 }], 'updateBatchNorm: got an object of class Object as the input in a batch'],
  ])('refuses %j, with what it takes', async (batches, message) => {
    await expect(updateBatchNorm(new BatchNorm(1), batches as never)).rejects.toThrow(message);
  });

  it('serves averaged weights, and leaves no tensor', async () => {
    const linear = new Linear(1, 1, { bias: false });
    const norm = new BatchNorm(1);
    const model = new Sequential(linear, norm);
    const average = new WeightAverage(model, { kind: 'swa' });
    for (const w of [1, 3]) {
      linear.weight.assign(tf.tensor2d([[w]]));
      average.update();
    }
    const batch = column(1, 5);
    const before = tf.memory().numTensors;
    // The averaged weight is 2, so the layer sees 2 and 10.
    await average.use(() => updateBatchNorm(model, [batch]));
    expect(tf.memory().numTensors).toBe(before);
    close(numbers(norm.runningMean), [6]);
    expect(numbers(linear.weight)).toEqual([3]);
  });

  it('does nothing without a layer that keeps statistics', async () => {
    const model = new Sequential(new Linear(1, 1), new BatchNorm(1, { trackRunningStats: false }));
    let asked = false;
    const source = (function* (): Generator<tf.Tensor> {
      asked = true;
      yield column(1, 3);
    })();
    await updateBatchNorm(model, source);
    expect(asked).toBe(false);
  });

  it.each<[string, () => Iterable<tf.Tensor>, new (message: string) => Error]>([
    ['no batch', () => [], OptionError],
    ['a batch that does not fit', () => [column(1, 3), tf.ones([2, 2])], TensorError],
  ])('is undone with %s', async (_, batches, error) => {
    const layer = new BatchNorm(1, { momentum: 0.5 });
    layer.forward(column(4, 8));
    layer.eval();
    const [mean, variance] = [numbers(layer.runningMean), numbers(layer.runningVariance)];
    const given = batches();
    const before = tf.memory().numTensors;
    await expect(updateBatchNorm(layer, given)).rejects.toThrow(error);
    expect(tf.memory().numTensors).toBe(before);
    expect(numbers(layer.runningMean)).toEqual(mean);
    expect(numbers(layer.runningVariance)).toEqual(variance);
    expect([layer.batches?.value, layer.momentum, layer.training]).toEqual([1, 0.5, false]);
  });
});
