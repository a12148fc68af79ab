import { interpret, RandomStreams } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { Dropout, dropoutProgram, dropoutScalars } from './dropout.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];
const layer = (p?: number, seed = 11) => new Dropout(p, { random: new RandomStreams(seed) });

beforeAll(() => tf.setBackend('cpu'));

describe('Dropout in training', () => {
  it.each([0.1, 0.5, 0.9])('drops the share %d, within five standard deviations', (p) => {
    const n = 100_000;
    const y = numbers(layer(p).forward(tf.ones([n])));
    const kept = y.filter((value) => value !== 0);
    expect(Math.abs(kept.length - n * (1 - p))).toBeLessThan(5 * Math.sqrt(n * p * (1 - p)));
    expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - p))]));
  });

  it('gives what the interpreter gives for the same counters', () => {
    const dropout = layer(0.3, 99);
    const x = tf.randomNormal([1001], 0, 1, 'float32', 1);
    for (const step of [0, 1]) {
      const inputs = { x: x.dataSync(), ...dropoutScalars(0.3), key: 99, stream: 0, step };
      const { y } = interpret(dropoutProgram, inputs, 'float32');
      expect(dropout.forward(x).dataSync()).toEqual(y);
    }
  });

  it('draws another mask at each call, in each layer and for each seed', () => {
    const random = new RandomStreams(1);
    const [a, b, c] = [new Dropout(0.5, { random }), new Dropout(0.5, { random }), layer(0.5, 2)];
    const x = tf.ones([64]);
    const masks = [a, a, b, c].map((each) => String(numbers(each.forward(x))));
    expect(new Set(masks).size).toBe(4);
  });

  it('keeps the mean of each element', () => {
    // The scale 1/(1 − p) times the chance 1 − p; over 2 000 calls 1 varies by √(p/(1 − p)/2 000).
    const dropout = layer(0.25);
    const x = tf.ones([8]);
    const sum = new Float64Array(8);
    for (let call = 0; call < 2000; call++) {
      tf.tidy(() => dropout.forward(x).dataSync()).forEach((value, i) => {
        sum[i] = (sum[i] as number) + value / 2000;
      });
    }
    for (const mean of sum) expect(Math.abs(mean - 1)).toBeLessThan(5 * Math.sqrt(1 / 3 / 2000));
  });

  it('has the mask times the scale as gradient', () => {
    const [forward, backward] = [layer(0.5), layer(0.5)];
    const ones = numbers(forward.forward(tf.ones([200])));
    const dy = tf.range(1, 201);
    const dx = tf.grad((x) => backward.forward(x))(tf.randomNormal([200], 0, 1, 'float32', 3), dy);
    expect(numbers(dx)).toEqual(ones.map((scale, i) => scale * (i + 1)));
  });

  it('has the right second gradient', () => {
    // y = Σ d(x)³ with d(x) = s x: y″ = 6 s³ x, with s = 2 for what is kept.
    const x = tf.tensor1d([1, 2, 3, 4, 5, 6]);
    const kept = numbers(layer().forward(tf.ones([6])));
    const dropout = layer();
    const first = tf.grad((x) => tf.sum(tf.pow(dropout.forward(x), 3)));
    const second = numbers(tf.grad((x) => tf.sum(first(x)))(x));
    const expected = kept.map((s, i) => 6 * s ** 3 * (i + 1));
    second.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 3);
    });
  });

  it('gives exact zeros for p = 1, as gradient too', () => {
    const x = tf.tensor1d([1, -2, Infinity, Number.NaN]);
    expect(numbers(layer(1).forward(x))).toEqual([0, 0, 0, 0]);
    const all = layer(1);
    expect(numbers(tf.grad((x) => all.forward(x))(x))).toEqual([0, 0, 0, 0]);
  });

  it('drops infinities and NaN to 0', () => {
    const y = numbers(layer(0.5).forward(tf.fill([100], Number.NaN)));
    expect(new Set(y)).toEqual(new Set([0, Number.NaN]));
  });
});

describe('Dropout', () => {
  it.each([
    ['in evaluation', () => layer(0.5).eval()],
    ['for p = 0', () => layer(0)],
  ])('gives its input as a new tensor and draws nothing %s', (_, make) => {
    const dropout = make() as Dropout;
    const x = tf.tensor1d([1, Number.NaN, -0]);
    const y = dropout.forward(x);
    expect(numbers(y)).toEqual([1, Number.NaN, -0]);
    y.dispose();
    expect(x.isDisposed).toBe(false);
    expect(dropout.step.value).toBe(0);
    expect(numbers(tf.grad((x) => dropout.forward(x))(x))).toEqual([1, 1, 1]);
  });

  it('goes on with the masks it would have drawn after it was saved', () => {
    const x = tf.ones([64]);
    const [going, resumed] = [layer(0.5, 2 ** 32 - 1), layer(0.5, 5)];
    going.forward(x);
    resumed.loadStateDict(going.stateDict());
    for (let call = 0; call < 3; call++) {
      expect(numbers(resumed.forward(x))).toEqual(numbers(going.forward(x)));
    }
  });

  it('counts on from 0 after 2³² calls', () => {
    const dropout = layer();
    dropout.step.value = 2 ** 32 - 1;
    dropout.forward(tf.ones([1]));
    expect(dropout.step.value).toBe(0);
  });

  it('drops half by default', () => {
    expect(new Dropout().p).toBe(0.5);
  });

  it('refuses p outside of [0, 1]', () => {
    const numberOrNot = fc.oneof(fc.double(), fc.constantFrom('0.5', null, [0.5]));
    fc.assert(
      fc.property(numberOrNot, (p) => {
        fc.pre(!(typeof p === 'number' && p >= 0 && p <= 1));
        expect(() => new Dropout(p as number)).toThrow(/Dropout\.p: got/);
      }),
    );
    expect(() => new Dropout(0.5, { seed: 3 } as never)).toThrow(/option `seed`/);
  });

  it('refuses int32, and does not count the call', () => {
    const dropout = layer();
    expect(() => dropout.forward(tf.tensor1d([1, 2], 'int32'))).toThrow(/int32/);
    expect(dropout.step.value).toBe(0);
  });

  it('leaves one tensor behind a call, and none behind a gradient', () => {
    const dropout = layer();
    const w = tf.variable(tf.ones([8]));
    const before = tf.memory().numTensors;
    const y = dropout.forward(w);
    expect(tf.memory().numTensors).toBe(before + 1);
    y.dispose();
    const { value, grads } = tf.variableGrads(() => tf.sum(dropout.forward(w)), [w]);
    tf.dispose([value, grads]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
