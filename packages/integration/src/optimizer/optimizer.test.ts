import { defineTransform, mul, Optimizer, sub } from '@nadir/core';
import { Adam, AdamW, AdamW8bit, SGD, SOAP, throwError } from '@nadir/optim';
import { l1 } from '@nadir/optim/regularizers';
import { cosine } from '@nadir/optim/schedules';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';

beforeAll(async () => {
  tf.enableProdMode();
  await tf.setBackend('cpu');
});

const vector = (...values: number[]) => tf.variable(tf.tensor1d(values));
const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];

/** The loss Σ (w − 3)² over all elements of some variables. */
const lossOf =
  (...variables: tf.Variable[]) =>
  (): tf.Scalar =>
    tf.addN(variables.map((w) => tf.sum(tf.square(tf.sub(w, 3))))) as tf.Scalar;

describe('Optimizer', () => {
  it('leaves neither loss nor gradients behind where a step is refused', () => {
    const w = vector(1);
    const optimizer = new SGD([w], { nonFinite: throwError });
    const overflowing = () => tf.sum(tf.mul(w, Number.NaN)) as tf.Scalar;
    const before = tf.memory().numTensors;
    expect(() => optimizer.step(overflowing)).toThrow('NaN');
    expect(tf.memory().numTensors).toBe(before);
  });

  it('returns the loss from before the step', () => {
    const w = vector(1);
    const loss = new SGD([w], { learningRate: 0.1 }).step(lossOf(w));
    expect(valuesOf(loss)).toEqual([4]);
    expect(valuesOf(w)[0]).toBeCloseTo(1.4, 6);
  });

  it('runs a rule of the caller', () => {
    const descend = defineTransform({
      name: 'Descend',
      defaults: { learningRate: 0.1 },
      scalars: ({ learningRate }) => ({ learningRate }),
      update: ({ param, grad }, { learningRate }) => ({
        param: sub(param, mul(learningRate, grad)),
      }),
    });
    const w = vector(1);
    new Optimizer(descend, [w], { learningRate: 0.25 }).step(lossOf(w));
    expect(valuesOf(w)).toEqual([2]);
  });

  it('without parameters takes every variable that it gets a gradient for', () => {
    const [a, b] = [vector(1), vector(2)];
    const optimizer = new SGD({ learningRate: 0.25 });
    optimizer.minimize(lossOf(a, b), false, [a]);
    expect(valuesOf(a)).toEqual([2]);
    expect(valuesOf(b)).toEqual([2]);
    expect(optimizer.groups[0]?.parameters).toEqual([a.name]);
  });

  it('takes gradients of its own parameters only', () => {
    const [a, b] = [vector(1), vector(1)];
    new SGD([a], { learningRate: 0.25 }).step(lossOf(a, b));
    expect([...valuesOf(a), ...valuesOf(b)]).toEqual([2, 1]);
  });

  it('gives each group its own options and the others from the optimizer', () => {
    const [a, b] = [vector(1), vector(1)];
    const groups = [{ parameters: [a] }, { parameters: [b], learningRate: 0.5 }];
    new SGD(groups, { learningRate: 0.25 }).step(lossOf(a, b));
    expect([...valuesOf(a), ...valuesOf(b)]).toEqual([2, 3]);
  });

  it('takes one group without a list around it', () => {
    const a = vector(1);
    new SGD({ parameters: [a], learningRate: 0.5 }).step(lossOf(a));
    expect(valuesOf(a)).toEqual([3]);
  });

  it('evaluates a schedule at the number of steps done before', () => {
    const w = vector(0);
    const seen: number[] = [];
    const schedule = (step: number) => {
      seen.push(step);
      return 0;
    };
    const optimizer = new SGD([w], { learningRate: schedule });
    seen.length = 0;
    for (let i = 0; i < 3; i++) optimizer.step(lossOf(w));
    expect(seen).toEqual([0, 1, 2]);
  });

  it('warns once when a model in evaluation mode is stepped', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const w = vector(1);
    const model = { training: false, namedParameters: () => [['w', w] as const] };
    const optimizer = new SGD(model);
    optimizer.step(lossOf(w));
    optimizer.step(lossOf(w));
    const warnings = warn.mock.calls.filter(([text]) =>
      String(text).includes('Call model.train()'),
    );
    expect(warnings).toHaveLength(1);
    warn.mockRestore();
  });

  it('changes options from the next step on, all or none', () => {
    const w = vector(1);
    const optimizer = new SGD([w], { learningRate: 0.25 });
    expect(() => optimizer.setOptions({ learningRate: 0.5, momentum: -1 })).toThrow(
      'SGD.momentum: got -1, expected a finite number ≥ 0.',
    );
    expect(optimizer.groups[0]?.options.learningRate).toBe(0.25);
    for (const group of [-1, 0.5, 2, Number.NaN]) {
      expect(() => optimizer.setOptions({ learningRate: 1 }, group)).toThrow(`got group ${group}`);
    }
    expect(() => optimizer.setOptions({ regularizer: l1(1) })).toThrow('of rank ≤ 1 only');
    optimizer.setOptions({ learningRate: 0.5 });
    optimizer.step(lossOf(w));
    expect(valuesOf(w)).toEqual([3]);
  });

  it('refuses options that need other matrices or bytes in the middle of training', () => {
    const w = tf.variable(tf.ones([2, 3]));
    const gradients = { [w.name]: tf.ones([2, 3]) };
    const soap = new SOAP([w], { maxPreconditionerDim: 2 });
    soap.setOptions({ maxPreconditionerDim: 3 });
    soap.setOptions({ maxPreconditionerDim: 2 });
    soap.applyGradients(gradients);
    expect(() => soap.setOptions({ maxPreconditionerDim: 1 })).toThrow(
      `SOAP.setOptions: got options that keep nothing for "${w.name}", expected statistics0 [2,2], basis0 [2,2], ` +
        'as before.',
    );
    expect(soap.groups[0]?.options.maxPreconditionerDim).toBe(2);
    soap.setOptions({ preconditionFrequency: 3 });
    const adamW = new AdamW8bit([w]);
    adamW.applyGradients(gradients);
    expect(() => adamW.setOptions({ everySize: true })).toThrow(
      'got options that keep mCodes [2,3]',
    );
  });

  it('frees state that its options need no longer', () => {
    const w = vector(1);
    const optimizer = new SGD([w], { learningRate: 0.25, momentum: 0.5 });
    optimizer.step(lossOf(w));
    expect(Object.keys(optimizer.stateDict().tensors)).toEqual([`${w.name}/buffer`]);
    optimizer.setOptions({ momentum: 0 });
    optimizer.step(lossOf(w));
    expect(optimizer.stateDict().tensors).toEqual({});
  });

  it('tells the norm of the gradients when it clips by it', async () => {
    const [a, b] = [vector(0), vector(0)];
    const optimizer = new SGD([a, b], { learningRate: 1, clip: clipByGlobalNorm(1) });
    expect(await optimizer.gradientNorm()).toBeUndefined();
    optimizer.applyGradients({ [a.name]: tf.tensor1d([3]), [b.name]: tf.tensor1d([4]) });
    expect(await optimizer.gradientNorm()).toBeCloseTo(5, 5);
    // 3 and 4 over 5, as torch.nn.utils.clip_grad_norm_ gives them.
    expect(valuesOf(a)[0]).toBeCloseTo(-0.6, 5);
    expect(valuesOf(b)[0]).toBeCloseTo(-0.8, 5);
  });

  it('reaches exact zeros by the proximal step of L1, which the penalty does not', () => {
    const run = (how: 'proximal' | 'regularizer') => {
      const w = vector(0.02, 2, -0.01);
      const target = tf.tensor1d([0.01, 2, 0]);
      const optimizer = new SGD([w], {
        learningRate: 0.1,
        [how]: l1(0.05, { include: 'all' }),
      });
      for (let i = 0; i < 100; i++) {
        optimizer.step(() => tf.sum(tf.square(tf.sub(w, target))) as tf.Scalar);
      }
      return valuesOf(w);
    };
    expect(run('proximal').filter((x) => x === 0)).toHaveLength(2);
    expect(run('regularizer').filter((x) => x === 0)).toHaveLength(0);
  });

  it('leaves biases out of a penalty, and refuses one that leaves out everything', () => {
    expect(() => new SGD([vector(1)], { regularizer: l1(0.1) })).toThrow(/include: 'all'/);
    const [matrix, bias] = [tf.variable(tf.tensor2d([[1]])), vector(1)];
    const optimizer = new SGD([matrix, bias], { learningRate: 1, regularizer: l1(0.5) });
    optimizer.applyGradients({
      [matrix.name]: tf.tensor2d([[0]]),
      [bias.name]: tf.tensor1d([0]),
    });
    expect([...valuesOf(matrix), ...valuesOf(bias)]).toEqual([0.5, 1]);
  });
});

describe('Optimizer state', () => {
  const steps = (optimizer: Optimizer, w: tf.Variable, count: number) => {
    for (let i = 0; i < count; i++) optimizer.step(lossOf(w)).dispose();
  };

  it('finds parameters by order where no name is known', () => {
    const [a, b] = [vector(1, 2), vector(1, 2)];
    const [first, second] = [new Adam([a]), new Adam([b])];
    steps(first, a, 3);
    b.assign(a.clone());
    second.loadStateDict(first.stateDict());
    steps(first, a, 2);
    steps(second, b, 2);
    expect(valuesOf(b)).toEqual(valuesOf(a));
  });

  it('refuses the state of another model and keeps its own', () => {
    const [a, b] = [vector(1, 2), vector(1)];
    const [first, second] = [new Adam([['x', a]]), new Adam([['x', b]])];
    steps(first, a, 1);
    steps(second, b, 1);
    const before = valuesOf(second.stateDict().tensors['x/m'] as tf.Tensor);
    expect(() => second.loadStateDict(first.stateDict())).toThrow(
      'Adam.loadStateDict: got state of shape [2] for "x", expected [1].',
    );
    expect(valuesOf(second.stateDict().tensors['x/m'] as tf.Tensor)).toEqual(before);
  });

  it('refuses state that knows only some of its names', () => {
    const [a, b] = [vector(1), vector(2)];
    const first = new Adam([
      ['x', a],
      ['y', b],
    ]);
    first.step(lossOf(a, b));
    const [c, d] = [vector(1), vector(2)];
    const second = new Adam([
      ['x', c],
      ['z', d],
    ]);
    expect(() => second.loadStateDict(first.stateDict())).toThrow(
      'got state for "y" [1] and nothing for "z" [1], expected state for "x" [1], "z" [1].',
    );
  });

  it('brings options along, but not functions without a name', () => {
    const [a, b] = [vector(1), vector(1)];
    const own = () => 0.5;
    const first = new AdamW([a], { learningRate: 0.1, beta1: 0.5 });
    const second = new AdamW([b], { learningRate: own });
    steps(first, a, 1);
    second.loadStateDict(first.stateDict());
    expect(second.groups[0]?.options).toMatchObject({ learningRate: 0.1, beta1: 0.5 });

    const third = new AdamW([vector(1)], { learningRate: own });
    const fourth = new AdamW([vector(1)], { learningRate: 0.3 });
    fourth.loadStateDict(third.stateDict());
    expect(fourth.groups[0]?.options.learningRate).toBe(0.3);
  });

  it('as a configuration survives JSON, with schedules and penalties', () => {
    const rate = cosine({ from: 0.1, steps: 10 });
    const first = new AdamW({
      learningRate: rate,
      regularizer: l1(0.1),
      clip: clipByGlobalNorm(2),
    });
    const config = JSON.parse(JSON.stringify(first.getConfig()));
    const second = AdamW.fromConfig(AdamW, config) as AdamW;
    expect(second.getConfig()).toEqual(first.getConfig());
    const restored = second.groups[0]?.options.learningRate as typeof rate;
    expect([0, 3, 10].map(restored)).toEqual([0, 3, 10].map(rate));
  });

  it('is no configuration when there are functions without a name', () => {
    const groups = [
      { parameters: [vector(1)] },
      { parameters: [vector(2)], learningRate: () => 1 },
    ];
    expect(() => new SGD(groups).getConfig()).toThrow('SGD.getConfig: got learningRate without');
    expect(() => new SGD({ learningRate: () => 1 }).getConfig()).toThrow(
      'SGD.getConfig: got learningRate without a config',
    );
  });

  it('frees all it holds when disposed of', () => {
    const w = vector(1);
    const before = tf.memory().numTensors;
    const optimizer = new Adam([w], { clip: clipByGlobalNorm(1) });
    steps(optimizer, w, 2);
    expect(tf.memory().numTensors).toBeGreaterThan(before);
    optimizer.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
