import type { Optimizer } from '@nadir/core';
import { Adagrad, Adam, AdamW, NAdam, RMSprop, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

let count = 0;
const variables = () => [
  tf.variable(
    tf.tensor2d([
      [1, -2],
      [3, 4],
    ]),
    true,
    `taken/w${count++}`,
  ),
  tf.variable(tf.tensor1d([0.5, -0.25]), true, `taken/b${count++}`),
];
const lossOf = (all: tf.Variable[]) => () =>
  tf.addN(all.map((one, i) => tf.sum(tf.pow(tf.sub(one, i), 4)))) as tf.Scalar;
const valuesOf = (all: readonly tf.Tensor[]) => all.flatMap((one) => [...one.dataSync()]);

/** An optimizer of TensorFlow.js, ours with the same numbers, and how far apart two steps may be: by where ε stands. */
const pairs: [string, () => tf.Optimizer, (all: tf.Variable[]) => Optimizer, number][] = [
  ['sgd', () => tf.train.sgd(0.01), (all) => new SGD(all, { learningRate: 0.01 }), 6],
  [
    'momentum',
    () => tf.train.momentum(0.01, 0.9),
    (all) => new SGD(all, { learningRate: 0.01, momentum: 0.9 }),
    6,
  ],
  ['adam', () => tf.train.adam(0.01), (all) => new Adam(all, { learningRate: 0.01 }), 5],
  [
    'adam',
    () => tf.train.adam(0.01),
    (all) => new AdamW(all, { learningRate: 0.01, weightDecay: 0 }),
    5,
  ],
  [
    'adagrad',
    () => tf.train.adagrad(0.05, 0.1),
    (all) => new Adagrad(all, { learningRate: 0.05, initialAccumulatorValue: 0.1 }),
    5,
  ],
  [
    'rmsprop',
    () => tf.train.rmsprop(0.01, 0.9, 0.5, 1e-8, true),
    (all) =>
      new RMSprop(all, {
        learningRate: 0.01,
        alpha: 0.9,
        momentum: 0.5,
        epsilon: 1e-8,
        centered: true,
      }),
    5,
  ],
];

describe('an optimizer of TensorFlow.js is gone on from', () => {
  it.each(pairs)('%s', async (_, make, makeOurs, digits) => {
    const all = variables();
    const theirs = make();
    for (let k = 0; k < 5; k++) theirs.minimize(lossOf(all), false, all);
    const copies = all.map((one) => tf.variable(one.clone(), true, `${one.name}/copy`));
    const weights = (await theirs.getWeights()).map(({ name, tensor }) => ({
      name: all.reduce((text, one) => text.replace(`${one.name}/`, `${one.name}/copy/`), name),
      tensor,
    }));
    const ours = makeOurs(copies);
    await ours.setWeights(weights);
    expect(ours.iterations).toBe(5);
    for (let k = 0; k < 2; k++) {
      theirs.minimize(lossOf(all), false, all);
      ours.minimize(lossOf(copies), false, copies);
    }
    const expected = valuesOf(all);
    for (const [i, value] of valuesOf(copies).entries()) {
      expect(value).toBeCloseTo(expected[i] as number, digits);
    }
  });

  it('beside the model that was compiled with it', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] });
    model.setWeights([tf.tensor2d([[0.5], [-0.25]]), tf.tensor1d([0.1])]);
    const data = [
      tf.tensor2d([
        [1, 2],
        [3, 4],
      ]),
      tf.tensor2d([[1], [2]]),
    ] as const;
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
    await model.fit(...data, { epochs: 3, shuffle: false, verbose: 0 });
    const theirs = model.optimizer;
    const ours = new Adam({ learningRate: 0.01 });
    await ours.setWeights(await theirs.getWeights());
    const before = model.getWeights().map((one) => one.clone());
    const { history: expected } = await model.fit(...data, {
      epochs: 3,
      shuffle: false,
      verbose: 0,
    });
    model.setWeights(before);
    model.compile({ optimizer: ours, loss: 'meanSquaredError' });
    const { history } = await model.fit(...data, { epochs: 3, shuffle: false, verbose: 0 });
    (history.loss as number[]).forEach((loss, i) => {
      expect(loss).toBeCloseTo((expected.loss as number[])[i] as number, 5);
    });
    expect(ours.iterations).toBe(6);
  });

  it('but not by one that does not stand for it', async () => {
    const all = variables();
    const theirs = tf.train.adam(0.01);
    theirs.minimize(lossOf(all), false, all);
    const weights = await theirs.getWeights();
    await expect(new NAdam(all).setWeights(weights)).rejects.toThrow(
      'that of an optimizer of TensorFlow.js to the class that stands for it, such as Adam.',
    );
    const [, ...rest] = weights.slice(1).filter(({ name }) => !name.startsWith(all[1]?.name ?? ''));
    await expect(
      new Adam([all[0] as tf.Variable]).setWeights([weights[0] as never, ...rest]),
    ).rejects.toThrow('Adam.setWeights: got weights that do not fit');
  });
});
