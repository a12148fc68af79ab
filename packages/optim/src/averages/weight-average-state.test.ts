import { OptionError, StateError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { WeightAverage, type WeightAverageOptions } from './weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

/** Two variables with names, and a step of "training". */
function makeModel() {
  const kernel = tf.variable(tf.tensor2d([1, -2, 3.5, 0.1], [2, 2]));
  const bias = tf.variable(tf.tensor1d([1e-3, -7]));
  const parameters = new Map<string, tf.Variable>([
    ['dense.weight', kernel],
    ['dense.bias', bias],
  ]);
  const train = (t: number) => {
    for (const variable of parameters.values()) {
      const next = tf.tidy(() => tf.add(tf.mul(variable, 0.9), Math.sin(1.3 * t)));
      variable.assign(next);
      next.dispose();
    }
  };
  const read = () => [...parameters.values()].map((variable) => [...variable.dataSync()]);
  return { kernel, bias, parameters, train, read, namedParameters: () => parameters.entries() };
}

describe('WeightAverage.stateDict', () => {
  it.each<WeightAverageOptions>([
    { kind: 'swa' },
    { kind: 'ema', decay: 0.9 },
    { kind: 'ema', start: 'first' },
    { kind: 'ema', decay: (n) => 0.9 - 0.1 * n },
  ])('goes on bit for bit for %o', (options) => {
    const { parameters, train, read } = makeModel();
    const original = new WeightAverage(parameters, options);
    for (let t = 0; t < 5; t++) {
      train(t);
      original.update();
    }
    const restored = new WeightAverage(parameters, options);
    restored.loadStateDict(original.stateDict());
    expect(restored.count).toBe(5);
    for (let t = 5; t < 9; t++) {
      train(t);
      original.update();
      restored.update();
      expect(restored.use(read)).toEqual(original.use(read));
    }
  });

  it.each(['0', '1.5', 'NaN', undefined])('is refused with the share %s', (share) => {
    const { parameters } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'ema' });
    average.update();
    const { tensors, metadata } = average.stateDict();
    const spoiled = { tensors, metadata: { ...metadata, share } as Record<string, string> };
    expect(() => average.loadStateDict(spoiled)).toThrow(StateError);
    expect(() => average.loadStateDict(spoiled)).toThrow(
      'WeightAverage.loadStateDict: got the share',
    );
  });

  it('holds copies, named as the parameters, and text', () => {
    const { parameters, train } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const before = tf.memory().numTensors;
    const { tensors, metadata } = average.stateDict();
    expect(tf.memory().numTensors).toBe(before + 2);
    expect(metadata).toEqual({ kind: 'swa', count: '1' });
    train(1);
    average.update();
    average.dispose();
    const weight = tensors['dense.weight'] as tf.Tensor;
    expect([...weight.dataSync()]).toEqual([...new Float32Array([1, -2, 3.5, 0.1])]);
  });

  it('shares no buffer with the average, saved or loaded', () => {
    const { parameters } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const state = average.stateDict();
    average.loadStateDict(state);
    for (const { dataId } of Object.values(state.tensors)) {
      expect(tf.backend().refCount(dataId)).toBe(1);
    }
  });

  it('stays the caller’s after it is loaded, and replaces what was there', () => {
    const { parameters, train } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const state = average.stateDict();
    const values = [...(state.tensors['dense.bias'] as tf.Tensor).dataSync()];
    const before = tf.memory().numTensors;
    average.loadStateDict(state);
    train(1);
    average.update();
    expect(tf.memory().numTensors).toBe(before);
    expect([...(state.tensors['dense.bias'] as tf.Tensor).dataSync()]).toEqual(values);
  });

  it('finds variables by order and shape where no name is known', () => {
    const [a, b] = [tf.variable(tf.tensor1d([1, 2])), tf.variable(tf.scalar(3))];
    const average = new WeightAverage([a, b], { kind: 'swa' });
    average.update();
    const others = [tf.variable(tf.tensor1d([0, 0])), tf.variable(tf.scalar(0))];
    const other = new WeightAverage(others, { kind: 'swa' });
    other.loadStateDict(average.stateDict());
    const averages = other.use(() => others.map((one) => [...one.dataSync()]));
    expect(averages).toEqual([[1, 2], [3]]);
  });

  it('that fits in part is taken in part when it is not strict', () => {
    const pairs = (values: number[]): [string, tf.Variable][] =>
      values.map((x, i) => ['abc'.charAt(i), tf.variable(tf.scalar(x))]);
    const average = new WeightAverage(pairs([1, 2]), { kind: 'swa' });
    average.update();
    const all = pairs([7, 8, 9]);
    all.push(['d', tf.variable(tf.tensor1d([5]))]);
    const other = new WeightAverage(all, { kind: 'swa' });
    const { tensors, metadata } = average.stateDict();
    const state = { tensors: { ...tensors, d: tf.scalar(0), e: tf.scalar(0) }, metadata };
    expect(other.loadStateDict(state, { strict: false })).toEqual({
      missing: ['c'],
      unexpected: ['e'],
      mismatched: ['d'],
    });
    const averages = other.use(() => all.map(([, one]) => [...one.dataSync()]));
    expect(averages).toEqual([[1], [2], [9], [5]]);
  });

  it.each<[string, (tensors: Record<string, tf.Tensor>, metadata: Record<string, string>) => void]>(
    [
      ['the kind "ema", expected "swa"', (_, m) => Object.assign(m, { kind: 'ema' })],
      ['the kind undefined', (_, m) => delete m.kind],
      ['the count "-1"', (_, m) => Object.assign(m, { count: '-1' })],
      ['the count "NaN"', (_, m) => Object.assign(m, { count: 'NaN' })],
      ['the count "9007199254740993"', (_, m) => Object.assign(m, { count: '9007199254740993' })],
      [
        'averages of "dense.weight" [2,2], expected those of "dense.weight" [2,2], "dense.bias" [2]',
        (t) => delete t['dense.bias'],
      ],
      ['undefined for "extra", expected a tensor in use', (t) => Object.assign(t, { extra: t.x })],
      [
        'averages of "dense.weight" [2,2], "dense.bias" [2], "extra" [1], expected those of',
        (t) => Object.assign(t, { extra: tf.ones([1]) }),
      ],
      [
        'float32 [4] for "dense.weight", expected float32 [2,2]',
        (t) => Object.assign(t, { 'dense.weight': tf.ones([4]) }),
      ],
      [
        'int32 [2] for "dense.bias"',
        (t) => Object.assign(t, { 'dense.bias': tf.ones([2], 'int32') }),
      ],
    ],
  )('is refused with %s, and nothing changes', (message, spoil) => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    const averaged = read();
    const { tensors, metadata } = average.stateDict();
    const spoiled = { tensors: { ...tensors }, metadata: { ...metadata } };
    spoil(spoiled.tensors, spoiled.metadata);
    train(1);
    const before = tf.memory().numTensors;
    expect(() => average.loadStateDict(spoiled)).toThrow(StateError);
    expect(() => average.loadStateDict(spoiled)).toThrow(
      `WeightAverage.loadStateDict: got ${message}`,
    );
    expect(tf.memory().numTensors).toBe(before);
    expect(average.count).toBe(1);
    expect(average.use(read)).toEqual(averaged);
  });
});

describe('WeightAverage refuses', () => {
  it('calls out of turn, and changes nothing', () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    expect(() => average.swapIn()).toThrow('Call update() first.');
    expect(() => average.swapOut()).toThrow(StateError);
    average.update();
    const averaged = read();
    train(1);
    const trained = read();
    expect(() => average.swapOut()).toThrow('Call swapIn() first.');
    expect(read()).toEqual(trained);

    average.swapIn();
    const before = tf.memory().numTensors;
    const state = average.stateDict();
    expect(() => average.swapIn()).toThrow(StateError);
    expect(() => average.update()).toThrow('Call swapOut() first.');
    expect(() => average.use(() => 1)).toThrow(StateError);
    expect(() => average.loadStateDict(state)).toThrow(StateError);
    tf.dispose(state.tensors);
    expect(tf.memory().numTensors).toBe(before);
    expect(read()).toEqual(averaged);
    expect(average.count).toBe(1);
    average.swapOut();
    expect(read()).toEqual(trained);
  });

  it('work after dispose, which puts the weights back first', () => {
    const { parameters, train, read } = makeModel();
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    train(1);
    const trained = read();
    average.swapIn();
    average.dispose();
    expect(read()).toEqual(trained);
    expect(() => average.update()).toThrow('got a disposed average');
    expect(() => average.stateDict()).toThrow(StateError);
  });

  it('to go on when a variable was disposed of, and still frees its own', () => {
    const { kernel, bias, parameters } = makeModel();
    const before = tf.memory().numTensors;
    const average = new WeightAverage(parameters, { kind: 'swa' });
    average.update();
    average.swapIn();
    kernel.dispose();
    expect(() => average.swapOut()).toThrow('got a disposed variable "dense.weight"');
    average.dispose();
    expect([...bias.dataSync()]).toEqual([...Float32Array.of(1e-3, -7)]);
    expect(tf.memory().numTensors).toBe(before - 1);
  });

  it.each([
    ['WeightAverage.kind: got "lawa", expected', { kind: 'lawa' }],
    ['WeightAverage.kind: got undefined', {}],
    [
      'WeightAverage.decay: got NaN, expected a number in [0, 1).',
      { kind: 'ema', decay: Number.NaN },
    ],
    ['WeightAverage.decay: got 1', { kind: 'ema', decay: 1 }],
    ['WeightAverage.decay: got -1', { kind: 'ema', decay: () => -1 }],
    ['WeightAverage.decay: got "0.9"', { kind: 'ema', decay: '0.9' }],
    ['WeightAverage: got option `decay`, expected `kind`.', { kind: 'swa', decay: 0.9 }],
    ['WeightAverage.start: got "zero", expected', { kind: 'ema', start: 'zero' }],
  ])('options: %s', (message, options) => {
    const w = tf.variable(tf.scalar(1));
    const before = tf.memory().numTensors;
    const make = () => new WeightAverage([w], options as WeightAverageOptions);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('what is no float32 variable, or the same one twice', () => {
    const w = tf.variable(tf.scalar(1));
    const integer = tf.variable(tf.scalar(1, 'int32'));
    const make = (parameters: unknown) => () =>
      new WeightAverage(parameters as tf.Variable[], { kind: 'swa' });
    expect(make([tf.scalar(1)])).toThrow(OptionError);
    expect(make([integer])).toThrow(OptionError);
    expect(make([w, w])).toThrow(OptionError);
  });
});
