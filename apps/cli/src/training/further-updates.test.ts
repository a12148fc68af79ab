// What a training does beside its steps, on problems small enough to do by hand.

import { Optimizer, type OptionValues } from '@nadir/core';
import { optimizers } from '@nadir/optim';
import { memory } from '@tensorflow/tfjs';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { fakeIo } from '../../test/fake-io.js';
import { trainSmall } from '../../test/small-problem.js';
import { useBackend } from '../backends/load.js';
import { objectiveFor } from './objective.js';
import { defaultsOf } from './optimizers.js';

beforeAll(() => useBackend('cpu', fakeIo()));

afterEach(() => vi.restoreAllMocks());

/** Four examples whose features are 1 and 2 with every pair of signs: orthogonal, and with mean 0. */
const corners = {
  features: Float32Array.of(1, 2, -1, 2, 1, -2, -1, -2),
  targets: new Float64Array(4),
};

/** A linear map of two features to a number that is always 0: the loss is w₁² + 4 w₂² + b². */
const toZero = {
  widths: [2, 1],
  objective: objectiveFor({ column: 'zero', task: 'regression', mean: 0, deviation: 1 }),
  train: corners,
  validation: corners,
};

/** One step in each epoch, at a constant learning rate. */
const plain = { schedule: 'constant', dropout: 0, hidden: [], batch: 4 } as const;

const optimizerOf = (name: string, options: OptionValues) => ({
  optimizer: { name, options: { ...defaultsOf(name), ...options } },
});

/** Values of a slot of the optimizer of a training, at its end, by the order of the parameters. */
function slotAtTheEnd(slot: string): () => number[][] {
  let found: number[][] = [];
  const dispose = Optimizer.prototype.dispose;
  vi.spyOn(Optimizer.prototype, 'dispose').mockImplementation(function (this: Optimizer) {
    const { tensors } = this.stateDict();
    found = Object.entries(tensors)
      .filter(([name]) => name.endsWith(`/${slot}`))
      .map(([, tensor]) => [...tensor.dataSync()]);
    for (const tensor of Object.values(tensors)) tensor.dispose();
    dispose.call(this);
  });
  return () => found;
}

it('is known of every optimizer', () => {
  const names = Object.values(optimizers).flatMap(({ rule: { further } }) => Object.keys(further));
  // A new name is something that a training would leave undone.
  expect([...new Set(names)].sort()).toEqual(['gaussNewton', 'hessian', 'toAverage', 'toTraining']);
});

describe('a training with an estimate of the curvature', () => {
  it('has that of the loss, by SophiaH', async () => {
    const hessian = slotAtTheEnd('hessian');
    const { model } = await trainSmall(
      { ...plain, ...optimizerOf('sophia-h', { beta2: 0 }), epochs: 1 },
      toZero,
    );
    model.dispose();
    // The second derivatives; the Hessian has nothing beside its diagonal.
    const [weight = [], bias = []] = hessian();
    expect((weight[0] as number) / 2).toBeCloseTo(1, 2);
    expect((weight[1] as number) / 8).toBeCloseTo(1, 2);
    expect((bias[0] as number) / 2).toBeCloseTo(1, 2);
  });

  it('has that at drawn labels, as of a whole batch, by SophiaG', async () => {
    const hessian = slotAtTheEnd('hessian');
    const one = { features: Float32Array.of(1, 2), targets: Float64Array.of(1) };
    let labels = 0;
    for (let seed = 0; seed < 12; seed++) {
      const { model } = await trainSmall(
        {
          ...{ ...plain, seed, epochs: 1 },
          ...optimizerOf('sophia-g', { learningRate: 0, beta2: 0, batchSize: 4 }),
        },
        { widths: [2, 2], train: one, validation: one },
      );
      const [weight, bias] = model.parameters().map((one) => [...one.dataSync()]);
      const [a = 0, b = 0, c = 0, d = 0] = weight ?? [];
      const difference = a + 2 * c + (bias?.[0] ?? 0) - (b + 2 * d + (bias?.[1] ?? 0));
      model.dispose();
      const first = 1 / (1 + Math.exp(-difference));
      // The gradient of w is x times the probability of the class that was not drawn, with either sign. The one
      // example is a quarter of a batch, so 4 h is the square of that.
      const [ofWeight = [], ofBias = []] = hessian();
      const q = Math.sqrt(4 * (ofBias[0] as number));
      const drawn = Math.abs(q - first) < Math.abs(q - (1 - first)) ? 1 : 0;
      labels += drawn;
      expect(q).toBeCloseTo(drawn === 1 ? first : 1 - first, 5);
      const squares = [1, 1, 4, 4].map((square) => square * q ** 2);
      for (const [i, h] of ofWeight.entries()) expect(4 * h).toBeCloseTo(squares[i] as number, 5);
    }
    // Both classes are drawn; the label in the data is always 1.
    expect(labels).toBeGreaterThan(0);
    expect(labels).toBeLessThan(12);
  });

  it.each([
    ['sophia-g', { batchSize: 32 }],
    ['sophia-h', {}],
  ])('learns by %s, and holds no more from step to step', async (name, options) => {
    const hessian = slotAtTheEnd('hessian');
    const before = memory().numTensors;
    const held: number[] = [];
    const { model, metrics } = await trainSmall(
      { ...optimizerOf(name, { ...options, learningRate: 0.01 }), epochs: 20 },
      {
        validation: { features: new Float32Array(), targets: new Float64Array() },
        onStep: () => held.push(memory().numTensors),
      },
    );
    model.dispose();
    expect(memory().numTensors).toBe(before);
    expect(new Set(held).size).toBe(1);
    expect(metrics.at(-1)?.train.loss).toBeLessThan(0.7 * (metrics[0]?.train.loss ?? 0));
    for (const h of hessian()) expect(h.some((value) => value !== 0)).toBe(true);
  });

  it('has the dropout that others have', async () => {
    // With learning rate 0 weights stay as they begin, so losses tell dropout.
    const lossesOf = async (name: string) => {
      const losses: number[] = [];
      const { model } = await trainSmall(
        { ...optimizerOf(name, { learningRate: 0 }), dropout: 0.5 },
        { onStep: ({ train }) => losses.push(train().loss) },
      );
      model.dispose();
      return losses;
    };
    const expected = await lossesOf('sgd');
    expect(await lossesOf('sophia-g')).toEqual(expected);
    expect(await lossesOf('sophia-h')).toEqual(expected);
  });
});

describe('a training with an average of its parameters', () => {
  it('is evaluated at the average, goes on from where it was, and leaves the average', async () => {
    const parametersAfter = async (epochs: number, learningRate: number) => {
      const { model, metrics } = await trainSmall(
        { ...plain, ...optimizerOf('schedule-free-sgd', { learningRate, momentum: 0.9 }), epochs },
        toZero,
      );
      const values = model.parameters().flatMap((one) => [...one.dataSync()]);
      model.dispose();
      return { values, metrics };
    };
    const { values: start } = await parametersAfter(1, 0);
    const { values, metrics } = await parametersAfter(3, 0.05);
    // z ← z − γ g(y), x the mean of all z, y = 0.1 z + 0.9 x, for the gradients 2 w₁, 8 w₂ and 2 b.
    const factorsOf = (slope: number) => {
      let [z, y] = [1, 1];
      const [zs, xs, ys] = [[] as number[], [] as number[], [y]];
      for (let step = 0; step < 3; step++) {
        z -= 0.05 * slope * y;
        zs.push(z);
        const x = zs.reduce((a, b) => a + b) / zs.length;
        y = 0.1 * z + 0.9 * x;
        xs.push(x);
        ys.push(y);
      }
      return { xs, ys };
    };
    const slopes = [2, 8, 2].map(factorsOf);
    slopes.forEach(({ xs }, i) => {
      expect(values[i]).toBeCloseTo((xs[2] as number) * (start[i] as number), 5);
    });
    const lossAt = (factors: readonly number[]) =>
      factors.reduce((sum, f, i) => sum + [1, 4, 1][i] * (f * (start[i] as number)) ** 2, 0);
    for (let epoch = 0; epoch < 3; epoch++) {
      const x = slopes.map(({ xs }) => xs[epoch] as number);
      const y = slopes.map(({ ys }) => ys[epoch] as number);
      expect(metrics[epoch]?.validation?.loss).toBeCloseTo(lossAt(x), 5);
      expect(metrics[epoch]?.train.loss).toBeCloseTo(lossAt(y), 5);
    }
    // The two places are told apart by that.
    expect(Math.abs((slopes[0]?.xs[1] ?? 0) / (slopes[0]?.ys[2] ?? 0) - 1)).toBeGreaterThan(1e-3);
  });
});
