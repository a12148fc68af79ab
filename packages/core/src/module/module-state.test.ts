import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Holder, Leaf } from '../../test/modules.js';
import { StateError } from '../errors.js';
import { Module } from './module.js';
import { parameter } from './parameter.js';

const numbers = (tensor: tf.Tensor) => [...tensor.dataSync()];

beforeAll(() => tf.setBackend('cpu'));

describe('stateDict', () => {
  it('is a snapshot of parameters, buffers and host integers', () => {
    const model = new Leaf(new Leaf());
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual([
      'weight',
      'mean',
      'calls',
      'inner.weight',
      'inner.mean',
      'inner.calls',
    ]);
    model.weight.assign(tf.tensor1d([8, 9]));
    expect(numbers(state.weight as tf.Tensor)).toEqual([1, 2]);
    expect(state.calls).toMatchObject({ dtype: 'int32', shape: [] });
  });

  it.each([0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('keeps the host integer %s', (value) => {
    const [from, to] = [new Leaf(), new Leaf()];
    from.calls.value = value;
    to.loadStateDict(from.stateDict());
    expect(to.calls.value).toBe(value);
  });

  it('may have any name', () => {
    const model = new Holder({ map: new Map([['__proto__', parameter(tf.scalar(5))]]) });
    Object.defineProperty(model, '__proto__', { value: parameter(tf.scalar(6)), enumerable: true });
    const state = model.stateDict();
    expect(Object.keys(state)).toEqual(['map.__proto__', '__proto__']);
    expect(Object.getPrototypeOf(state)).toBe(Object.prototype);
  });
});

describe('loadStateDict', () => {
  const other = () => ({
    weight: tf.tensor1d([5, 6]) as tf.Tensor,
    mean: tf.tensor1d([7]) as tf.Tensor,
    calls: tf.scalar(8, 'int32') as tf.Tensor,
  });
  const values = (model: Leaf) => [numbers(model.weight), numbers(model.mean), [model.calls.value]];
  const changed = [[5, 6], [7], [8]];
  const unchanged = [[1, 2], [3], [4]];

  it('sets the values of the same variables, and the caller may dispose the tensors', () => {
    const model = new Leaf();
    const { weight, mean } = model;
    const before = tf.memory().numTensors;
    const state = other();
    expect(model.loadStateDict(state)).toEqual({
      ...{ missing: [], unexpected: [], mismatched: [] },
    });
    tf.dispose(state);
    expect(values(model)).toEqual(changed);
    expect([model.weight, model.mean]).toEqual([weight, mean]);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind, in tidy and outside of it', () => {
    const model = new Leaf();
    const state = other();
    const before = tf.memory().numTensors;
    model.loadStateDict(state);
    tf.tidy(() => void model.loadStateDict(state));
    expect(() => model.loadStateDict({ ...state, weight: state.mean })).toThrow();
    expect(tf.memory().numTensors).toBe(before);
    expect(values(model)).toEqual(changed);
  });

  it('takes the variables themselves, also crosswise', () => {
    const model = new Holder({ a: parameter(tf.scalar(1)), b: parameter(tf.scalar(2)) });
    model.loadStateDict({ a: model.a as tf.Tensor, b: model.b as tf.Tensor });
    expect(model.parameters().map(numbers)).toEqual([[1], [2]]);
    model.loadStateDict({ a: model.b as tf.Tensor, b: model.a as tf.Tensor });
    expect(model.parameters().map(numbers)).toEqual([[2], [1]]);
  });

  it('lists all that does not fit in one error, and changes nothing', () => {
    const model = new Leaf();
    const state = {
      weight: tf.tensor1d([1, 2, 3]),
      mean: tf.tensor1d([1], 'int32'),
      gain: tf.scalar(1),
    };
    const load = () => model.loadStateDict(state);
    expect(load).toThrow(StateError);
    expect(load).toThrow(
      'Leaf.loadStateDict: got nothing for "calls"; the unknown "gain"; ' +
        'float32 [3] for "weight" float32 [2]; int32 [1] for "mean" float32 [1], ' +
        'expected the names, shapes and dtypes of this module.',
    );
    expect(values(model)).toEqual(unchanged);
  });

  it('ignores other names when it is not strict, and says which', () => {
    const model = new Leaf();
    const { weight } = other();
    const state = { weight, gain: tf.scalar(1) };
    expect(() => model.loadStateDict(state)).toThrow('Pass { strict: false }');
    expect(values(model)).toEqual(unchanged);
    expect(model.loadStateDict(state, { strict: false })).toEqual({
      missing: ['mean', 'calls'],
      unexpected: ['gain'],
      mismatched: [],
    });
    expect(values(model)).toEqual([[5, 6], [3], [4]]);
  });

  it.each([
    ['another shape', () => tf.tensor2d([[1, 2]]), 'float32 [1,2] for "weight"'],
    ['another dtype', () => tf.tensor1d([1, 2], 'int32'), 'int32 [2] for "weight"'],
  ])('refuses %s, and leaves it out when it is not strict', (_, make, message) => {
    const model = new Leaf();
    const state = { ...other(), weight: make() as tf.Tensor };
    expect(() => model.loadStateDict(state)).toThrow(message);
    expect(values(model)).toEqual(unchanged);
    const result = model.loadStateDict(state, { strict: false });
    expect(result).toEqual({ missing: [], unexpected: [], mismatched: ['weight'] });
    expect(values(model)).toEqual([[1, 2], [7], [8]]);
  });

  it.each([
    ['a number', () => 3, '3 for "weight"'],
    ['undefined', () => undefined, 'undefined for "weight"'],
  ])('refuses %s even when it is not strict', (_, make, message) => {
    const model = new Leaf();
    const state = { ...other(), weight: make() as unknown as tf.Tensor };
    expect(() => model.loadStateDict(state, { strict: false })).toThrow(message);
    expect(values(model)).toEqual(unchanged);
  });

  it('takes a value under one of the names of a variable, as files of tied weights have it', () => {
    const shared = tf.variable(tf.tensor1d([1, 2]));
    class Tied extends Module {
      readonly encoder = shared;
      readonly decoder = shared;
      forward = (x: tf.Tensor) => x;
    }
    const model = new Tied();
    model.loadStateDict({ decoder: tf.tensor1d([3, 4]) });
    expect(numbers(model.encoder)).toEqual([3, 4]);
  });

  it('refuses disposed tensors and host integers that are none', () => {
    const model = new Leaf();
    const state = other();
    state.mean.dispose();
    expect(() => model.loadStateDict(state)).toThrow('a disposed tensor for "mean"');
    expect(() => model.loadStateDict({ ...other(), calls: tf.scalar(8) })).toThrow(
      'float32 [] for "calls" int32 []',
    );
    expect(values(model)).toEqual(unchanged);
  });

  it('does not find names that the state inherits', () => {
    const model = new Holder({ toString: parameter(tf.scalar(1)) });
    expect(() => model.loadStateDict({})).toThrow('nothing for "toString"');
  });

  it.each([null, undefined, 3])('refuses the state %s', (state) => {
    expect(() => new Leaf().loadStateDict(state as never)).toThrow(/expected an object of tensors/);
  });

  it('refuses a `strict` that is not a boolean', () => {
    expect(() => new Leaf().loadStateDict(other(), { strict: 1 as never })).toThrow(
      /strict: got 1/,
    );
  });
});
