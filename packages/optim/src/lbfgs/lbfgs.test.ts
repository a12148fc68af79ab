import * as tf from '@tensorflow/tfjs';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LBFGS } from './lbfgs.js';
import type { LBFGSOptions } from './options.js';

beforeAll(() => tf.setBackend('cpu'));

let x: tf.Variable;
beforeEach(() => {
  x = tf.variable(tf.tensor1d([3, -2]));
});

/** x² + 4 y². */
const bowl = () => tf.sum(tf.mul([1, 4], tf.square(x))) as tf.Scalar;

describe('LBFGS', () => {
  it('ends near a minimum after as many evaluations as PyTorch in float32', async () => {
    // torch 2.13, four steps of LBFGS(line_search_fn='strong_wolfe'): evaluations and where they end.
    const bowl = (x: tf.Tensor) =>
      tf.mul(0.5, tf.dot([1, 10, 100], tf.square(tf.sub(x, [1, 2, 3]))));
    const quartic = (x: tf.Tensor) => tf.sum(tf.pow(tf.sub(x, 1), 4));
    for (const [loss, evaluations, end] of [
      [bowl, 18, [1.000000238418579, 2, 3.000000238418579]],
      [quartic, 27, [1.0037903785705566, 0.995544970035553, 0.9967706203460693]],
    ] as const) {
      const x = tf.variable(tf.tensor1d([3, -2, 0.5]));
      const optimizer = new LBFGS([x], { lineSearch: 'strongWolfe' });
      for (let k = 0; k < 4; k++) await optimizer.step(() => tf.add(loss(x), 1) as tf.Scalar);
      expect(optimizer.evaluations).toBe(evaluations);
      x.dataSync().forEach((value, i) => {
        expect(value).toBeCloseTo(end[i] as number, 6);
      });
    }
  });

  it('finds the minimum of a bowl in one step, and returns the loss where it began', async () => {
    const optimizer = new LBFGS([x], { lineSearch: 'strongWolfe' });
    expect(await optimizer.step(bowl)).toBe(25);
    expect(bowl().dataSync()[0]).toBeLessThan(1e-10);
    expect(optimizer.iterations).toBeGreaterThan(1);
    expect(optimizer.evaluations).toBeGreaterThanOrEqual(optimizer.iterations);
  });

  it('leaves alone what the loss does not depend on', async () => {
    const other = tf.variable(tf.tensor2d([[5, 6]]));
    const optimizer = new LBFGS([other, x]);
    await optimizer.step(bowl);
    expect(other.arraySync()).toEqual([[5, 6]]);
    expect(x.arraySync()).not.toEqual([3, -2]);
  });

  it('takes a group with options of its own', () => {
    const optimizer = new LBFGS({ parameters: [x], historySize: 5 }, { learningRate: 0.5 });
    expect(optimizer.options).toEqual({
      learningRate: 0.5,
      maxIterations: 20,
      maxEvaluations: null,
      toleranceGradient: 1e-7,
      toleranceChange: 1e-9,
      historySize: 5,
      lineSearch: null,
    });
  });

  it('evaluates a schedule once in each step', async () => {
    const asked: number[] = [];
    const learningRate = (step: number) => {
      asked.push(step);
      return 0.1;
    };
    const optimizer = new LBFGS([x], { learningRate, maxIterations: 3 });
    asked.length = 0;
    for (let k = 0; k < 3; k++) await optimizer.step(bowl);
    expect(asked).toEqual([0, 1, 2]);
  });

  it('changes options and keeps what it has learned', async () => {
    const optimizer = new LBFGS([x], { maxIterations: 3, maxEvaluations: 9 });
    await optimizer.step(bowl);
    optimizer.setOptions({ maxIterations: 1 });
    await optimizer.step(bowl);
    expect(optimizer.iterations).toBe(4);
    expect(() => optimizer.setOptions({ maxIterations: 0 })).toThrow('LBFGS.maxIterations: got 0');
    expect(optimizer.options.maxIterations).toBe(1);
  });

  it('begins anew after dispose()', async () => {
    const optimizer = new LBFGS([x]);
    await optimizer.step(bowl);
    optimizer.dispose();
    expect(optimizer).toMatchObject({ iterations: 0, evaluations: 0 });
    x.assign(tf.tensor1d([3, -2]));
    expect(await optimizer.step(bowl)).toBe(25);
  });
});

describe('LBFGS refuses', () => {
  it.each<[Record<string, unknown>, string]>([
    [{ learningRate: -1 }, 'LBFGS.learningRate: got -1, expected a finite number ≥ 0.'],
    [{ learningRate: Number.NaN }, 'LBFGS.learningRate: got NaN, expected a finite number ≥ 0.'],
    [{ maxIterations: 0 }, 'LBFGS.maxIterations: got 0, expected an integer ≥ 1.'],
    [{ maxEvaluations: 1.5 }, 'LBFGS.maxEvaluations: got 1.5, expected an integer ≥ 1.'],
    [{ toleranceGradient: -1e-9 }, 'LBFGS.toleranceGradient: got -1e-9, expected a finite'],
    [{ toleranceChange: '1' }, 'LBFGS.toleranceChange: got "1", expected a finite number ≥ 0.'],
    [{ historySize: 0 }, 'LBFGS.historySize: got 0, expected an integer ≥ 1.'],
    [{ lineSearch: 'armijo' }, `LBFGS.lineSearch: got "armijo", expected 'strongWolfe' or null.`],
    [{ line_search_fn: 'strong_wolfe' }, 'Write `lineSearch` for `line_search_fn`.'],
    [{ tolerance_grad: 1 }, 'Write `toleranceGradient` for `tolerance_grad`.'],
    [{ weightDecay: 0.1 }, 'LBFGS: got option `weightDecay`, expected `learningRate`, '],
  ])('the options %o', (options, message) => {
    expect(() => new LBFGS([x], options as LBFGSOptions)).toThrow(message);
  });

  it('more groups than one, and none', () => {
    const y = tf.variable(tf.scalar(1));
    const groups = [{ parameters: [x] }, { parameters: [y] }] as never;
    expect(() => new LBFGS(groups)).toThrow('LBFGS: got 2 groups of parameters, expected one');
    expect(() => new LBFGS([])).toThrow('LBFGS: got no parameters, expected at least one.');
    expect(() => new LBFGS(undefined as never)).toThrow('LBFGS: got no groups of parameters');
  });

  it('a loss that is no number, or comes of no parameter', async () => {
    const optimizer = new LBFGS([x]);
    const step = (loss: unknown) => optimizer.step(loss as () => tf.Scalar);
    const cases: [unknown, string][] = [
      [undefined, 'LBFGS.step: got undefined, expected a function that computes the loss.'],
      [() => tf.square(x), 'LBFGS.step: got float32 [2] as the loss, expected a float32 number'],
      [() => 3, 'LBFGS.step: got 3 as the loss, expected a float32 number'],
      [() => tf.scalar(3), 'LBFGS.step: got a loss without gradient, expected one that depends on'],
    ];
    const { numTensors } = tf.memory();
    for (const [loss, message] of cases) await expect(step(loss)).rejects.toThrow(message);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(x.arraySync()).toEqual([3, -2]);
  });

  it('a parameter that is disposed of', async () => {
    const other = tf.variable(tf.scalar(1));
    const optimizer = new LBFGS([
      ['x', x],
      ['other', other],
    ]);
    other.dispose();
    const { numTensors } = tf.memory();
    await expect(optimizer.step(bowl)).rejects.toThrow(
      'LBFGS.step: got the disposed variable "other", expected one that is in use.',
    );
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('calls while a step is under way', async () => {
    const optimizer = new LBFGS([x]);
    const state = optimizer.stateDict();
    const step = optimizer.step(bowl);
    const message =
      'got a call while a step is under way, expected one after it. Await the promise';
    await expect(optimizer.step(bowl)).rejects.toThrow(`LBFGS.step: ${message}`);
    expect(() => optimizer.stateDict()).toThrow(`LBFGS.stateDict: ${message}`);
    expect(() => optimizer.loadStateDict(state)).toThrow(`LBFGS.loadStateDict: ${message}`);
    expect(() => optimizer.setOptions({})).toThrow(`LBFGS.setOptions: ${message}`);
    expect(() => optimizer.dispose()).toThrow(`LBFGS.dispose: ${message}`);
    expect(await step).toBe(25);
    expect(optimizer.iterations).toBeGreaterThan(1);
  });
});
