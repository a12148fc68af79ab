import { LossScaler } from '@nadir/core/internal';
import { Adam, AdamW, microBatches, SGD, throwError } from '@nadir/optim';
import { clipByValue } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const gradient = (w: tf.Variable, ...values: number[]) => ({ [w.name]: tf.tensor1d(values) });

describe('accumulate', () => {
  it.each([0, -1, 1.5, Number.NaN, Infinity, '4', undefined])(
    'refuses %s micro-batches',
    (size) => {
      expect(() => microBatches(size as number)).toThrow('microBatches.size: got ');
    },
  );

  it('steps by the mean once in so many micro-batches, then begins anew', () => {
    const w = tf.variable(tf.tensor1d([1, 1]));
    const optimizer = new SGD([w], { learningRate: 1, accumulate: microBatches(3) });
    const weights = () => [...w.dataSync()];
    optimizer.applyGradients(gradient(w, 1, 0));
    optimizer.applyGradients(gradient(w, 2, 0));
    expect(weights()).toEqual([1, 1]);
    expect(optimizer.iterations).toBe(0);
    // The mean is 2 and 1.
    optimizer.applyGradients(gradient(w, 3, 3));
    expect(weights()).toEqual([-1, 0]);
    for (let k = 0; k < 3; k++) optimizer.applyGradients(gradient(w, 1, 1));
    expect(weights()).toEqual([-2, -1]);
    expect(optimizer.iterations).toBe(2);
  });

  it('flushes a part of the micro-batches as a step by their own mean', () => {
    const [w, other] = [tf.variable(tf.tensor1d([1, 1])), tf.variable(tf.tensor1d([1]))];
    const optimizer = new SGD([w, other], { learningRate: 1, accumulate: microBatches(4) });
    optimizer.flush();
    expect(optimizer.iterations).toBe(0);
    optimizer.applyGradients(gradient(w, 1, 0));
    optimizer.applyGradients({ ...gradient(w, 2, 3), ...gradient(other, 5) });
    optimizer.flush();
    expect([...w.dataSync(), ...other.dataSync()]).toEqual([-0.5, -0.5, -1.5]);
    expect(optimizer.iterations).toBe(1);
    // Nothing waits any more: the next step is that of four.
    for (let k = 0; k < 4; k++) optimizer.applyGradients(gradient(w, 1, 1));
    expect([...w.dataSync()]).toEqual([-1.5, -1.5]);
  });

  it('counts a missing gradient as 0 beside others, and as none if all are missing', () => {
    const [a, b, c] = [1, 1, 1].map((x) => tf.variable(tf.tensor1d([x]))) as [
      tf.Variable,
      tf.Variable,
      tf.Variable,
    ];
    const options = { learningRate: 1, weightDecay: 0.5, accumulate: microBatches(2) };
    const optimizer = new SGD([a, b, c], options);
    optimizer.applyGradients({ ...gradient(a, 4), ...gradient(b, 4) });
    optimizer.applyGradients(gradient(a, 4));
    // 1 − (4 + 0.5), 1 − (2 + 0.5), and no decay without a gradient.
    expect([a, b, c].map((one) => one.dataSync()[0])).toEqual([-3.5, -1.5, 1]);
    optimizer.applyGradients({});
    optimizer.applyGradients(gradient(c, 1));
    expect(c.dataSync()[0]).toBe(1);
  });

  it('divides each micro-batch by the factor that its own loss had, and drops one that overflows', () => {
    const w = tf.variable(tf.tensor1d([0, 0]));
    const lossScaler = new LossScaler({ initialFactor: 4, backoffFactor: 0.25 });
    const optimizer = new SGD([w], { learningRate: 1, accumulate: microBatches(2), lossScaler });
    const slopes = [
      [1, 2],
      [2 ** 127, 1],
      [3, 4],
    ].map((row) => tf.tensor1d(row));
    for (const slope of slopes) optimizer.minimize(() => tf.sum(tf.mul(w, slope)));
    // 4 · 2¹²⁷ is infinite. The others have the factors 4 and 1, and the mean 2 and 3.
    expect([...w.dataSync()]).toEqual([-2, -3]);
    expect(lossScaler.factor).toBe(1);
    expect(optimizer.iterations).toBe(1);
  });

  it('takes schedules, clipping and penalties once in a step, on the mean', () => {
    const w = tf.variable(tf.tensor1d([0]));
    const rates: number[] = [];
    const learningRate = (k: number) => {
      rates.push(k);
      return 1;
    };
    const optimizer = new SGD([w], {
      learningRate,
      accumulate: microBatches(2),
      clip: clipByValue(3),
    });
    optimizer.applyGradients(gradient(w, 10));
    // The mean of 10 and −6 is 2; clipped one by one it would be 0.
    optimizer.applyGradients(gradient(w, -6));
    expect(w.dataSync()[0]).toBe(-2);
    expect(Math.max(...rates)).toBe(0);
  });

  it('trains a LayersModel as with larger batches, and goes on in the middle of a step', async () => {
    const [x, y] = [
      tf.randomNormal([12, 2], 0, 1, 'float32', 1),
      tf.randomNormal([12, 1], 0, 1, 'float32', 2),
    ];
    const make = (optimizer: tf.Optimizer) => {
      const model = tf.sequential({ layers: [tf.layers.dense({ inputShape: [2], units: 1 })] });
      model.setWeights([tf.tensor([[0.5], [-0.25]]), tf.tensor([0.1])]);
      model.compile({ optimizer, loss: 'meanSquaredError' });
      return model;
    };
    const train = (model: tf.LayersModel, epochs: number, batchSize: number) =>
      model.fit(x, y, { epochs, batchSize, shuffle: false, verbose: 0 });
    const small = make(new AdamW({ learningRate: 0.1, accumulate: microBatches(2) }));
    const large = make(new AdamW({ learningRate: 0.1 }));
    await train(small, 2, 2);
    await train(large, 2, 4);
    const close = (a: tf.LayersModel, b: tf.LayersModel, digits: number) =>
      a.getWeights().forEach((weight, i) => {
        weight.dataSync().forEach((value, e) => {
          expect(value).toBeCloseTo(b.getWeights()[i]?.dataSync()[e] as number, digits);
        });
      });
    close(small, large, 5);

    // Three micro-batches in an epoch leave one that waits.
    await train(small, 1, 4);
    const saved: tf.io.ModelArtifacts[] = [];
    await small.save(
      tf.io.withSaveHandler(async (artifacts) => {
        saved.push(artifacts);
        return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
      }),
      { includeOptimizer: true },
    );
    const [artifacts] = saved as [tf.io.ModelArtifacts];
    const loaded = (await tf.loadLayersModel(tf.io.fromMemory(artifacts))) as tf.LayersModel;
    await train(small, 1, 4);
    await train(loaded, 1, 4);
    close(loaded, small, 10);
  });

  it('leaves nothing behind where the gradients of the last micro-batch are refused', () => {
    const [a, b] = [tf.variable(tf.tensor1d([1])), tf.variable(tf.tensor1d([1]))];
    const optimizer = new SGD([a, b], { accumulate: microBatches(2), nonFinite: throwError });
    optimizer.applyGradients({ ...gradient(a, 1), ...gradient(b, 1) });
    const bad = gradient(a, Number.NaN);
    const before = tf.memory().numTensors;
    expect(() => optimizer.applyGradients(bad)).toThrow('NaN');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaks nothing', () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const [full, none] = [gradient(w, 1, 2), {}];
    const before = tf.memory().numTensors;
    const optimizer = new Adam([w], { accumulate: microBatches(3) });
    for (let k = 0; k < 4; k++) optimizer.applyGradients(full);
    const after = tf.memory().numTensors;
    for (let k = 0; k < 20; k++) optimizer.applyGradients(k % 3 === 0 ? none : full);
    expect(tf.memory().numTensors).toBe(after);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
