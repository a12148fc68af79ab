import { OptionError, StateError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { LatestWeightAverage } from './latest-weight-average.js';

beforeAll(() => tf.setBackend('cpu'));

/** Two variables with names, and a way to set both. */
function makeModel() {
  const a = tf.variable(tf.tensor2d([0, 0], [1, 2]));
  const b = tf.variable(tf.scalar(0));
  const parameters = new Map<string, tf.Variable>([
    ['layer.a', a],
    ['layer.b', b],
  ]);
  const set = (x: number) => {
    tf.tidy(() => {
      a.assign(tf.tensor2d([x, -x], [1, 2]));
      b.assign(tf.scalar(10 * x));
    });
  };
  const read = () => [...a.dataSync(), ...b.dataSync()];
  return { a, b, parameters, set, read };
}

describe('LatestWeightAverage', () => {
  it('is the mean of the last checkpoints, or of all while there are fewer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 1, maxLength: 9 }),
        (last, values) => {
          const { parameters, set, read } = makeModel();
          const average = new LatestWeightAverage(parameters, { last });
          for (const x of values) {
            set(x);
            average.update();
          }
          const kept = values.slice(-last);
          const mean = kept.reduce((sum, x) => sum + x, 0) / kept.length;
          const seen = average.use(read);
          [mean, -mean, 10 * mean].forEach((expected, i) => {
            expect(seen[i]).toBeCloseTo(expected, 3);
          });
          expect(average.count).toBe(values.length);
          average.dispose();
        },
      ),
      { numRuns: 40 },
    );
  });

  it('leaves weights that never change exactly as they are', () => {
    const { parameters, set, read } = makeModel();
    set(0.1);
    const average = new LatestWeightAverage(parameters, { last: 3 });
    const weights = read();
    for (let t = 0; t < 5; t++) {
      average.update();
      expect(average.use(read)).toEqual(weights);
    }
  });

  it('puts the weights back bit for bit, in their own buffers', () => {
    const { a, b, parameters, set, read } = makeModel();
    const average = new LatestWeightAverage(parameters, { last: 2 });
    average.update();
    set(1 / 3);
    average.update();
    const [weights, buffers] = [read(), [a.dataId, b.dataId]];
    average.swapIn();
    expect(average.swappedIn).toBe(true);
    expect(read()).not.toEqual(weights);
    average.swapOut();
    expect(read()).toEqual(weights);
    expect([a.dataId, b.dataId]).toEqual(buffers);
  });

  it('makes k tensors for each parameter and no more, in tf.tidy and outside', () => {
    const { parameters, set, read } = makeModel();
    const before = tf.memory();
    const average = new LatestWeightAverage(parameters, { last: 3 });
    for (let t = 1; t < 12; t++) {
      set(t);
      if (t % 2 === 0) average.update();
      else tf.tidy(() => average.update());
      average.use(read);
      expect(tf.memory().numTensors).toBe(before.numTensors + 2 * Math.min(t, 3));
    }
    average.dispose();
    average.dispose();
    expect(tf.memory().numTensors).toBe(before.numTensors);
    expect(tf.memory().numBytes).toBe(before.numBytes);
  });

  it.each([0, 2, 3, 8])('goes on bit for bit from a state after %d updates', (updates) => {
    const { parameters, set, read } = makeModel();
    const [original, restored] = [0, 1].map(() => new LatestWeightAverage(parameters, { last: 3 }));
    for (let t = 0; t < updates; t++) {
      set(Math.sin(t));
      original?.update();
    }
    restored?.loadStateDict(original?.stateDict() as never);
    for (let t = updates; t < updates + 5; t++) {
      set(Math.sin(t));
      original?.update();
      restored?.update();
      expect(restored?.use(read)).toEqual(original?.use(read));
    }
    expect(restored?.count).toBe(updates + 5);
  });

  it('saves copies, the oldest checkpoint first', () => {
    const { parameters, set } = makeModel();
    const average = new LatestWeightAverage(parameters, { last: 2 });
    for (const x of [1, 2, 3]) {
      set(x);
      average.update();
    }
    const before = tf.memory().numTensors;
    const { tensors, metadata } = average.stateDict();
    expect(tf.memory().numTensors).toBe(before + 4);
    expect(Object.keys(tensors)).toEqual(['0.layer.a', '0.layer.b', '1.layer.a', '1.layer.b']);
    expect(metadata).toEqual({ kind: 'latest', count: '3' });
    average.loadStateDict({ tensors, metadata });
    average.dispose();
    expect(tensors['0.layer.b']?.arraySync()).toBe(20);
    for (const { dataId } of Object.values(tensors)) expect(tf.backend().refCount(dataId)).toBe(1);
  });

  it('refuses a state that does not fit, and stays as it was', () => {
    const { parameters, set, read } = makeModel();
    const average = new LatestWeightAverage(parameters, { last: 2 });
    set(1);
    average.update();
    const averaged = read();
    const { tensors, metadata } = average.stateDict();
    set(2);
    const refused: [object, object, string][] = [
      [tensors, { ...metadata, kind: 'swa' }, 'got the kind "swa", expected "latest"'],
      [tensors, { ...metadata, count: '2' }, 'got averages of none, expected those of "layer.a"'],
      [tensors, { ...metadata, count: '0' }, 'got "0.layer.a", expected no tensors'],
      [{ ...tensors, '0.layer.b': tf.ones([2]) }, metadata, 'got float32 [2] for "layer.b"'],
    ];
    for (const [badTensors, badMetadata, message] of refused) {
      const load = () =>
        average.loadStateDict({ tensors: badTensors as never, metadata: badMetadata as never });
      expect(load).toThrow(StateError);
      expect(load).toThrow(message);
    }
    expect(average.use(read)).toEqual(averaged);
  });

  it('refuses calls out of turn', () => {
    const { parameters } = makeModel();
    const average = new LatestWeightAverage(parameters, { last: 2 });
    expect(() => average.swapIn()).toThrow('LatestWeightAverage.swapIn: got no weights so far');
    average.update();
    average.swapIn();
    expect(() => average.update()).toThrow('LatestWeightAverage.update: got the averages swapped');
    average.dispose();
    expect(() => average.update()).toThrow('got a disposed average');
    expect(() => average.stateDict()).toThrow(StateError);
  });

  it.each([
    ['LatestWeightAverage.last: got 0, expected an integer ≥ 1.', { last: 0 }],
    ['LatestWeightAverage.last: got undefined', {}],
    ['LatestWeightAverage: got option `k`', { k: 2 }],
  ])('refuses the options: %s', (message, options) => {
    const { parameters } = makeModel();
    const before = tf.memory().numTensors;
    const make = () => new LatestWeightAverage(parameters, options as never);
    expect(make).toThrow(OptionError);
    expect(make).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });
});
