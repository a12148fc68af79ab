import {
  add,
  defineTransform,
  mul,
  Optimizer,
  shared,
  sub,
  type Transform,
  total,
} from '@nadir/core';
import { clipByGlobalNorm, microBatches, skipStep, throwError } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AdamW, Muon, ScheduleFreeSGD, SGD } from './index.js';
import { MultiOptimizer, type OptimizerPart } from './multi-optimizer.js';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const vector = (...values: number[]) => tf.variable(tf.tensor1d(values));
const matrix = (...values: number[]) => tf.variable(tf.tensor2d(values, [2, 2]));
const read = (...variables: tf.Variable[]) => variables.map((one) => [...one.dataSync()]);

const muonForMatrices = (): OptimizerPart[] => [
  { takes: (_, { rank }) => rank === 2, optimizer: new Muon({ learningRate: 0.1 }) },
  { takes: () => true, optimizer: new AdamW({ learningRate: 0.2 }) },
];

/** Two parts of SGD by the names of parameters. */
const byName = (first: object = {}, second: object = {}): OptimizerPart[] => [
  { takes: (name) => name === 'a', optimizer: new SGD({ learningRate: 1, ...first }) },
  { takes: (name) => name === 'b', optimizer: new SGD({ learningRate: 1, ...second }) },
];

const apply = (optimizer: tf.Optimizer, ...pairs: [tf.Variable, number[]][]) =>
  tf.tidy(() =>
    optimizer.applyGradients(
      Object.fromEntries(pairs.map(([w, grad]) => [w.name, tf.tensor(grad, w.shape)])),
    ),
  );

describe('MultiOptimizer', () => {
  it('moves each parameter as the optimizer of the first part that takes it', () => {
    const [w, b] = [matrix(1, 2, 3, -4), vector(1, -1)];
    const [w2, b2] = [matrix(1, 2, 3, -4), vector(1, -1)];
    const both = new MultiOptimizer(muonForMatrices(), [w, b]);
    const [muon, adamW] = muonForMatrices().map(({ optimizer }) => optimizer) as [Muon, AdamW];
    for (const [g, h] of [
      [1, 2],
      [-3, 1],
      [0.5, 4],
    ] as const) {
      apply(both, [w, [g, h, 2, g]], [b, [h, g]]);
      apply(muon, [w2, [g, h, 2, g]]);
      apply(adamW, [b2, [h, g]]);
    }
    expect(read(w, b)).toEqual(read(w2, b2));
    expect(both.groups).toMatchObject([
      { rule: 'Muon', parameters: [w.name], step: 3 },
      { rule: 'AdamW', parameters: [b.name], step: 3 },
    ]);
  });

  it('computes the loss once in a step and returns it', () => {
    const [w, b] = [vector(3), vector(4)];
    const optimizer = new MultiOptimizer(byName(), [
      ['a', w],
      ['b', b],
    ]);
    let calls = 0;
    const loss = optimizer.step(() => {
      calls++;
      return tf.add(tf.sum(tf.square(w)), tf.sum(b)) as tf.Scalar;
    });
    // θ − 2 θ and θ − 1 with γ = 1.
    expect([calls, ...loss.dataSync()]).toEqual([1, 13]);
    expect(read(w, b)).toEqual([[-3], [3]]);
  });

  it('bounds the norm of all gradients together', async () => {
    const [a, b] = [vector(0), vector(0)];
    const parameters = [['a', a] as const, ['b', b] as const];
    const optimizer = new MultiOptimizer(byName(), parameters, { clip: clipByGlobalNorm(1) });
    apply(optimizer, [a, [3]], [b, [4]]);
    expect(a.dataSync()[0]).toBeCloseTo(-0.6, 6);
    expect(b.dataSync()[0]).toBeCloseTo(-0.8, 6);
    expect(await optimizer.gradientNorm()).toBeCloseTo(5, 6);
  });

  it.each([skipStep, throwError])(
    'moves nothing where one gradient is NaN: $config.guard',
    (nonFinite) => {
      const [w, b] = [matrix(1, 2, 3, 4), vector(1)];
      const optimizer = new MultiOptimizer(muonForMatrices(), [w, b], { nonFinite });
      const action = () => apply(optimizer, [w, [1, 2, 3, 4]], [b, [Number.NaN]]);
      if (nonFinite === skipStep) action();
      else expect(action).toThrow(`got NaN or infinite elements in the gradient of "${b.name}"`);
      expect(read(w, b)).toEqual([[1, 2, 3, 4], [1]]);
      expect(optimizer.groups.map(({ step }) => step)).toEqual([0, 0]);
    },
  );

  it('follows schedules and changes of the options of each group', () => {
    const [a, b] = [vector(0), vector(0)];
    const parts = byName({ learningRate: (step: number) => step + 1 });
    const optimizer = new MultiOptimizer(parts, [
      ['a', a],
      ['b', b],
    ]);
    apply(optimizer, [a, [1]], [b, [1]]);
    optimizer.setOptions({ learningRate: 10 }, 1);
    apply(optimizer, [a, [1]], [b, [1]]);
    expect(read(a, b)).toEqual([[-3], [-11]]);
    expect(() => optimizer.setOptions({ learningRate: -1 })).toThrow('SGD.learningRate: got -1');
    expect(optimizer.groups[1]?.options.learningRate).toBe(10);
  });

  it('goes on bit for bit from a state dict, and refuses that of other optimizers', () => {
    const start = () => [matrix(1, 2, 3, -4), vector(1, -1)] as const;
    const make = (...[w, b]: ReturnType<typeof start>) =>
      new MultiOptimizer(muonForMatrices(), [['w', w] as const, ['b', b] as const]);
    const [whole, resumed] = [start(), start()];
    const one = make(...whole);
    let other = make(...resumed);
    for (let k = 0; k < 4; k++) {
      const grads = [k + 1, 2, -k, 1];
      apply(one, [whole[0], grads], [whole[1], [k, 1]]);
      apply(other, [resumed[0], grads], [resumed[1], [k, 1]]);
      const state = other.stateDict();
      other.dispose();
      other = make(...resumed);
      other.loadStateDict(state);
      expect(() => new AdamW([['b', resumed[1]]]).loadStateDict(state)).toThrow(
        'got the state of MultiOptimizer(Muon, AdamW), expected that of AdamW',
      );
      tf.dispose(state.tensors);
    }
    expect(read(...resumed)).toEqual(read(...whole));
  });

  it('refuses a parameter that no part takes, and has changed nothing then', () => {
    const [a, c] = [vector(1), vector(1)];
    const message =
      /^MultiOptimizer\(SGD, SGD\): got the parameter "\w+" \[1\], expected one that a part takes/;
    expect(() => new MultiOptimizer(byName(), [['c', c]])).toThrow(message);
    const optimizer = new MultiOptimizer(byName(), [['a', a]]);
    expect(() => optimizer.addGroup({ parameters: [['c', c]] })).toThrow(message);
    expect(optimizer.groups).toHaveLength(1);
    optimizer.addGroup({ parameters: [['b', c]], learningRate: 3 });
    apply(optimizer, [c, [1]]);
    expect(read(a, c)).toEqual([[1], [-2]]);

    const open = new MultiOptimizer([
      { takes: (name) => name === a.name, optimizer: new SGD({ learningRate: 1 }) },
    ]);
    const step = () => apply(open, [a, [1]], [c, [1]]);
    expect(step).toThrow(`got the parameter "${c.name}" [1], expected one that a part takes`);
    apply(open, [a, [1]]);
    expect(read(a, c)).toEqual([[0], [-2]]);
  });

  it('refuses parts that are none', () => {
    const w = vector(1);
    const all = () => true;
    const parts =
      (...given: unknown[]) =>
      () =>
        new MultiOptimizer(given as OptimizerPart[], [w]);
    expect(parts()).toThrow('MultiOptimizer: got');
    expect(parts({ takes: all })).toThrow('MultiOptimizer: got undefined, expected an optimizer');
    expect(parts({ takes: 'w', optimizer: new SGD() })).toThrow(
      'MultiOptimizer.takes: got "w", expected a function',
    );
    expect(parts({ takes: all, optimizer: tf.train.sgd(0.1) })).toThrow(
      'expected an optimizer such',
    );
    expect(parts({ takes: all, optimizer: new SGD(), lr: 1 })).toThrow('got option `lr`');
    expect(parts({ takes: all, optimizer: new SGD([w]) })).toThrow(
      `got SGD with the parameter "${w.name}", expected an optimizer without any`,
    );
    expect(parts({ takes: all, optimizer: new SGD({ clip: clipByGlobalNorm(1) }) })).toThrow(
      'got SGD with clip, expected it for all parameters together. Give it to MultiOptimizer',
    );
    expect(parts({ takes: all, optimizer: new SGD({ nonFinite: skipStep }) })).toThrow(
      'got SGD with nonFinite',
    );
    expect(parts({ takes: all, optimizer: new SGD({ accumulate: microBatches(2) }) })).toThrow(
      'got SGD with accumulate',
    );
    expect(parts({ takes: all, optimizer: new ScheduleFreeSGD() })).toThrow(
      'got ScheduleFreeSGD, whose rule has the update `',
    );
  });

  it('trains a LayersModel as its parts would, and goes on with saved weights', async () => {
    const make = () => {
      const layer = tf.layers.dense({ units: 2, inputShape: [3], kernelInitializer: 'ones' });
      const model = tf.sequential({ layers: [layer] });
      const optimizer = new MultiOptimizer(muonForMatrices());
      model.compile({ optimizer, loss: 'meanSquaredError' });
      return { model, optimizer };
    };
    const x = tf.tensor2d([1, 2, 3, -1, 0, 2], [2, 3]);
    const y = tf.tensor2d([1, 0, 0, 1], [2, 2]);
    const fit = ({ model }: ReturnType<typeof make>, epochs: number) =>
      model.fit(x, y, { epochs, shuffle: false });
    const weights = ({ model }: ReturnType<typeof make>) =>
      model.getWeights().map((one) => [...one.dataSync()]);
    const [whole, first, second] = [make(), make(), make()];
    await fit(whole, 4);
    await fit(first, 2);
    second.model.setWeights(first.model.getWeights());
    await second.optimizer.setWeights(await first.optimizer.getWeights());
    await fit(second, 2);
    expect(weights(second)).toEqual(weights(whole));
    expect(whole.optimizer.groups.map(({ rule }) => rule)).toEqual(['Muon', 'AdamW']);
    expect(() => whole.optimizer.getConfig()).toThrow('stateDict()');
  });

  it('keeps apart what parameters share by rule, and saves it', () => {
    // d ← d + the sum of all gradients of the rule; θ ← θ − d, with d of the step before.
    const sumRule = (name: string, scale: number): Transform =>
      defineTransform({
        name,
        state: { d: shared() },
        scalars: () => ({ scale }),
        update: ({ param, grad, d }, scalars) => ({
          param: sub(param, d),
          d: add(d, mul(scalars.scale, total('gradients', grad))),
        }),
      });
    const make = (...all: tf.Variable[]) => {
      const parts = [sumRule('One', 1), sumRule('Two', 10)].map((rule, i) => ({
        takes: (name: string) => (i === 0 ? name !== 'p2' : true),
        optimizer: new Optimizer(rule),
      }));
      return new MultiOptimizer(
        parts,
        all.map((one, i) => [`p${i}`, one] as const),
      );
    };
    const parameters = [vector(0), vector(0), vector(0)] as const;
    const [p, q, r] = parameters;
    const optimizer = make(...parameters);
    apply(optimizer, [p, [1]], [q, [2]], [r, [5]]);
    expect(read(...parameters)).toEqual([[0], [0], [0]]);
    const state = optimizer.stateDict();
    optimizer.dispose();
    const resumed = make(...parameters);
    resumed.loadStateDict(state);
    apply(resumed, [p, [0]], [q, [0]], [r, [0]]);
    expect(read(...parameters)).toEqual([[-3], [-3], [-50]]);
  });

  it('leaks nothing', () => {
    const [w, b] = [matrix(1, 2, 3, 4), vector(1)];
    const before = tf.memory().numTensors;
    const optimizer = new MultiOptimizer(muonForMatrices(), [w, b], { clip: clipByGlobalNorm(1) });
    let after = 0;
    for (let k = 0; k < 20; k++) {
      apply(optimizer, [w, [1, 2, k, 4]], [b, [k]]);
      if (k === 1) after = tf.memory().numTensors;
    }
    expect(tf.memory().numTensors).toBe(after);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
