import { OptionError } from '@nadir/core';
import { goldenCases } from '@nadir/testing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { WeightAverage } from '../averages/index.js';
import { SGD } from '../index.js';
import { cosine } from '../schedules/index.js';
import { EarlyStopping, LearningRateScheduler, ReduceLROnPlateau, SwapAverages } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

/** A model of one weight w with the loss (w − 3)² on the data of {@link fit}, and its optimizer. */
function makeModel(optimizer: tf.Optimizer = new SGD({ learningRate: 0.25 })) {
  const layer = tf.layers.dense({
    ...{ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'zeros' },
  });
  const model = tf.sequential({ layers: [layer] });
  model.compile({ optimizer, loss: 'meanSquaredError' });
  return model;
}

const weightOf = (model: tf.LayersModel) => model.getWeights()[0]?.dataSync()[0] as number;
const setWeight = (model: tf.LayersModel, value: number) =>
  tf.tidy(() => model.setWeights([tf.tensor2d([[value]])]));

const x = () => tf.ones([4, 1]);
const y = () => tf.fill([4, 1], 3);
const fit = async (
  model: tf.LayersModel,
  epochs: number,
  callbacks: tf.CustomCallbackArgs[],
  options: tf.ModelFitArgs = {},
) => {
  const fitted = {
    epochs,
    callbacks,
    batchSize: 4,
    shuffle: false,
    verbose: 0,
    ...options,
  } as const;
  const { history } = await model.fit(x(), y(), fitted);
  return history;
};

interface Case {
  readonly callback: 'EarlyStopping' | 'ReduceLROnPlateau';
  readonly options: object;
  readonly metric: readonly number[];
  readonly epochs: number;
  readonly stoppedEpoch: number | null;
  readonly bestEpoch: number;
  readonly weight: number;
  readonly learningRates: readonly number[];
}

const cases = goldenCases<Case>('callbacks').map(
  (one) => [JSON.stringify(one.options), one] as const,
);
const casesOf = (name: Case['callback']) => cases.filter(([, { callback }]) => callback === name);

test.each(casesOf('EarlyStopping'))(
  'EarlyStopping stops and restores as in Keras: %s',
  (_, one) => {
    const model = makeModel();
    const stopping = new EarlyStopping(model, one.options);
    stopping.onTrainBegin();
    let epoch = -1;
    while (!model.stopTraining && ++epoch < one.metric.length) {
      setWeight(model, epoch);
      stopping.onEpochEnd(epoch, { loss: one.metric[epoch] as number });
    }
    stopping.onTrainEnd();
    expect(Math.min(epoch + 1, one.metric.length)).toBe(one.epochs);
    expect(stopping.stoppedEpoch ?? null).toBe(one.stoppedEpoch);
    expect(stopping.bestEpoch).toBe(one.bestEpoch);
    expect(weightOf(model)).toBe(one.weight);
  },
);

test.each(casesOf('ReduceLROnPlateau'))('ReduceLROnPlateau reduces as in Keras: %s', (_, one) => {
  const optimizer = new SGD({ learningRate: 0.1 });
  const plateau = new ReduceLROnPlateau(makeModel(optimizer), one.options);
  plateau.onTrainBegin();
  const rates = one.metric.map((loss, epoch) => {
    plateau.onEpochEnd(epoch, { loss });
    return optimizer.learningRate;
  });
  expect(rates).toEqual(one.learningRates);
});

describe('EarlyStopping', () => {
  it('ends fit and leaves the weights of the best epoch, also those of a layer that does not train', async () => {
    const model = tf.sequential({
      layers: [
        tf.layers.batchNormalization({ inputShape: [1] }),
        tf.layers.dense({ units: 1, useBias: false }),
      ],
    });
    // Each step goes further from 3, so that the first epoch is the best.
    model.compile({ optimizer: new SGD({ learningRate: 3 }), loss: 'meanSquaredError' });
    const stopping = new EarlyStopping(model, {
      ...{ monitor: 'loss', patience: 2, restoreBestWeights: true },
    });
    const kept: number[][][] = [];
    const keep = {
      onEpochEnd: () => {
        kept.push(model.getWeights().map((one) => [...one.dataSync()]));
      },
    };
    const before = tf.memory().numTensors;
    const history = await fit(model, 50, [keep, stopping]);
    expect(history.loss?.length).toBe((stopping.stoppedEpoch ?? Number.NaN) + 1);
    expect(history.loss?.length).toBeLessThan(50);
    const best = stopping.bestEpoch;
    expect(history.loss?.[best]).toBe(Math.min(...(history.loss as number[])));
    expect(model.getWeights().map((one) => [...one.dataSync()])).toEqual(kept[best]);
    // x and y; nothing is left of the copies.
    expect(tf.memory().numTensors).toBe(before + 2);
  });

  it('begins anew with each fit', async () => {
    const model = makeModel();
    const stopping = new EarlyStopping(model, { monitor: 'loss', patience: 1 });
    // (w − 3)² has its minimum after one step at rate ½.
    model.compile({ optimizer: new SGD({ learningRate: 0.5 }), loss: 'meanSquaredError' });
    expect((await fit(model, 9, [stopping])).loss).toEqual([9, 0, 0]);
    expect(stopping.stoppedEpoch).toBe(2);
    setWeight(model, 0);
    expect((await fit(model, 9, [stopping])).loss).toEqual([9, 0, 0]);
  });
});

test('LearningRateScheduler sets the rate of each epoch, for optimizers of TensorFlow.js too', async () => {
  for (const optimizer of [
    new SGD({ learningRate: 1 }),
    tf.train.sgd(1),
    tf.train.momentum(1, 0),
  ]) {
    const model = makeModel(optimizer);
    const scheduler = new LearningRateScheduler(model, (epoch, before) => before / (epoch + 2));
    const history = await fit(model, 3, [scheduler]);
    expect(history.learningRate).toEqual([1 / 2, 1 / 6, 1 / 24]);
    // w ← w − γ 2 (w − 3) from 0: 3 after the first.
    expect(history.loss).toEqual([9, 0, 0]);
  }
  const model = makeModel();
  const steps = 4;
  const schedule = cosine({ from: 0.5, steps });
  const history = await fit(model, steps, [new LearningRateScheduler(model, schedule)]);
  expect(history.learningRate).toEqual([0, 1, 2, 3].map(schedule));
});

test('each group of an optimizer has its own rate', async () => {
  const w = tf.variable(tf.scalar(1));
  const v = tf.variable(tf.scalar(1));
  const optimizer = new SGD([
    { parameters: [w], learningRate: 1 },
    { parameters: [v], learningRate: 4 },
  ]);
  const model = makeModel();
  model.optimizer = optimizer;
  const plateau = new ReduceLROnPlateau(model, { monitor: 'loss', factor: 0.5, patience: 1 });
  plateau.onTrainBegin();
  for (const epoch of [0, 1]) plateau.onEpochEnd(epoch, { loss: 1 });
  expect(optimizer.groups.map(({ options }) => options.learningRate)).toEqual([0.5, 2]);
});

describe('SwapAverages', () => {
  it('validates the averages, and leaves them in the model', async () => {
    const model = makeModel();
    const average = new WeightAverage(model, { kind: 'swa' });
    const swap = new SwapAverages(model, average, { validationData: [x(), y()] });
    const history = await fit(model, 3, [swap]);
    // w ← w / 2 + 3 / 2: 1.5, 2.25, 2.625; their means are 1.5, 1.875, 2.125.
    expect(history.val_loss).toEqual([1.5 ** 2, 1.125 ** 2, 0.875 ** 2]);
    expect(history.loss).toEqual([9, 1.5 ** 2, 0.75 ** 2]);
    expect(weightOf(model)).toBe(2.125);
    average.swapOut();
    expect(weightOf(model)).toBe(2.625);
  });

  it('takes them out again for another fit, and for each epoch', async () => {
    const [model, whole] = [makeModel(), makeModel()];
    const average = new WeightAverage(model, { kind: 'swa' });
    const swap = new SwapAverages(model, average, { updateAfter: 'epoch' });
    await fit(model, 2, [swap]);
    await fit(model, 2, [swap]);
    await fit(whole, 4, []);
    average.swapOut();
    expect(weightOf(model)).toBe(weightOf(whole));
    expect(average.count).toBe(4);
  });

  it('lets the averages of the best epoch be restored, and replaces what fit itself validates', async () => {
    const model = makeModel(new SGD({ learningRate: 0.25 }));
    const average = new WeightAverage(model, { kind: 'swa' });
    const stopping = new EarlyStopping(model, { patience: 1, restoreBestWeights: true });
    const target = tf.fill([4, 1], 1.875);
    const swap = new SwapAverages(model, average, { validationData: [x(), target], batchSize: 3 });
    const validationData: [tf.Tensor, tf.Tensor] = [x(), target];
    const history = await fit(model, 9, [swap, stopping], { validationData });
    // The mean of the second epoch is 1.875.
    expect(history.val_loss).toEqual([0.375 ** 2, 0, 0.25 ** 2]);
    expect(weightOf(model)).toBe(1.875);
  });

  it('validates on a dataset', async () => {
    const model = makeModel();
    const average = new WeightAverage(model, { kind: 'ema', decay: 0 });
    const validationData = tf.data
      .array([
        { xs: [1], ys: [3] },
        { xs: [1], ys: [5] },
      ])
      .batch(2);
    const swap = new SwapAverages(model, average, { validationData });
    const history = await fit(model, 1, [swap]);
    expect(history.val_loss).toEqual([(1.5 ** 2 + 3.5 ** 2) / 2]);
  });

  it('leaves nothing in memory', async () => {
    const model = makeModel();
    const data: [tf.Tensor, tf.Tensor] = [x(), y()];
    const average = new WeightAverage(model, { kind: 'ema' });
    const swap = new SwapAverages(model, average, { validationData: data });
    await model.fit(...data, { epochs: 1, callbacks: [swap], verbose: 0 });
    const before = tf.memory().numTensors;
    await model.fit(...data, { epochs: 3, callbacks: [swap], verbose: 0, validationData: data });
    expect(tf.memory().numTensors).toBe(before);
  });
});

test.each([
  ['EarlyStopping: got 5, expected a tf.LayersModel.', () => new EarlyStopping(5 as never)],
  [
    'EarlyStopping.patience: got -1, expected an integer ≥ 0.',
    () => new EarlyStopping(makeModel(), { patience: -1 }),
  ],
  [
    "EarlyStopping.mode: got 'auto' for \"val_score\", expected 'min' or 'max'. Write mode: 'max' if more is better.",
    () => new EarlyStopping(makeModel(), { monitor: 'val_score' }),
  ],
  [
    'EarlyStopping: got option `restore_best_weights`',
    () => new EarlyStopping(makeModel(), { restore_best_weights: true } as never),
  ],
  [
    'ReduceLROnPlateau.factor: got 1, expected a number in [0, 1).',
    () => new ReduceLROnPlateau(makeModel(), { factor: 1 }),
  ],
  [
    'LearningRateScheduler: got 0.1, expected a function of the epoch.',
    () => new LearningRateScheduler(makeModel(), 0.1 as never),
  ],
  [
    'SwapAverages: got undefined, expected an average such as',
    () => new SwapAverages(makeModel(), undefined as never),
  ],
  [
    'SwapAverages.validationData: got [1], expected [x, y] or a tf.data.Dataset.',
    () =>
      new SwapAverages(
        makeModel(),
        new WeightAverage([tf.variable(tf.scalar(1))], { kind: 'swa' }),
        {
          validationData: [1] as never,
        },
      ),
  ],
])('callbacks say what they expect: %s', (message, make) => {
  expect(make).toThrow(OptionError);
  expect(make).toThrow(message);
});

test('fit tells what a callback cannot do', async () => {
  const model = makeModel(new SGD({ learningRate: cosine({ from: 1, steps: 9 }) }));
  await expect(fit(model, 1, [new EarlyStopping(model)])).rejects.toThrow(
    'EarlyStopping.monitor: got "val_loss", expected a number that fit reports: loss',
  );
  for (const callback of [
    new ReduceLROnPlateau(model, { monitor: 'loss' }),
    new LearningRateScheduler(model, () => 1),
  ]) {
    await expect(fit(model, 1, [callback])).rejects.toThrow(
      'got an optimizer with a function as learning rate, expected a number.',
    );
  }
});
