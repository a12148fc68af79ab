import { OptionError, type StateDict, StateError } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Adam, AdamW8bit, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

let made = 0;
const variable = (...values: number[]) => tf.variable(tf.tensor1d(values), true, `late/w${made++}`);
const valuesOf = (tensor: tf.Tensor) => [...tensor.dataSync()];
const squares = (w: tf.Variable) => () => tf.sum(tf.square(w)) as tf.Scalar;

/** The state through a file, as another process reads it. */
const throughFile = async ({ tensors, metadata }: StateDict) =>
  decodeSafetensors(await encodeSafetensors(tensors, metadata));

describe('options that change what is kept while loaded state waits for its parameters', () => {
  it.each([
    ['momentum on', 0, 0.9],
    ['momentum off', 0.9, 0],
  ])(
    'switch %s as between two steps, also after the state was saved again',
    async (_, before, momentum) => {
      const w = variable(1, 2);
      const own = new SGD([w], { learningRate: 0.1, momentum: before });
      own.step(squares(w)).dispose();
      const state = own.stateDict();
      const start = valuesOf(w);
      own.setOptions({ momentum });
      for (let k = 0; k < 3; k++) own.step(squares(w)).dispose();
      const expected = valuesOf(w);

      const open = new SGD({ learningRate: 0.1, momentum: before });
      open.loadStateDict(state);
      open.setOptions({ momentum });
      const again = new SGD();
      again.loadStateDict(await throughFile(open.stateDict()));
      const beside = new SGD();
      await beside.setWeights(await open.getWeights());
      for (const resumed of [open, again, beside]) {
        w.assign(tf.tensor1d(start));
        for (let k = 0; k < 3; k++) resumed.minimize(squares(w), false, [w]);
        expect(valuesOf(w)).toEqual(expected);
      }
    },
  );

  it('keep the rest of the state', () => {
    const w = variable(1, 2);
    const own = new Adam([w]);
    own.step(squares(w)).dispose();
    const open = new Adam();
    open.loadStateDict(own.stateDict());
    open.setOptions({ weightDecay: 0.1 });
    expect(Object.keys(open.stateDict().tensors)).toEqual(Object.keys(own.stateDict().tensors));
  });

  it('free what is kept no longer', () => {
    const w = variable(1, 2);
    const own = new SGD([w], { momentum: 0.9 });
    own.step(squares(w)).dispose();
    const state = own.stateDict();
    const open = new SGD();
    const { numTensors } = tf.memory();
    open.loadStateDict(state);
    expect(tf.memory().numTensors).toBe(numTensors + 1);
    open.setOptions({ momentum: 0 });
    expect(tf.memory().numTensors).toBe(numTensors);
    open.setOptions({ momentum: 0.5 });
    open.dispose();
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  it('are refused where the state cannot begin in the middle of training', () => {
    const w = variable(...Array(5000).fill(1));
    const own = new AdamW8bit([w]);
    own.step(squares(w)).dispose();
    const open = new AdamW8bit();
    open.loadStateDict(own.stateDict());
    expect(() => open.setOptions({ everySize: true })).not.toThrow();
    const small = variable(1, 2);
    const other = new AdamW8bit([small]);
    other.step(squares(small)).dispose();
    open.loadStateDict(other.stateDict());
    const before = open.stateDict().metadata;
    expect(() => open.setOptions({ everySize: true })).toThrow(OptionError);
    expect(open.stateDict().metadata).toEqual(before);
  });
});

it('state that lacks a slot is refused when it is loaded, though its parameters are not known yet', () => {
  const w = variable(1, 2);
  const own = new SGD([w], { momentum: 0.9 });
  own.step(squares(w)).dispose();
  const { metadata } = own.stateDict();
  const open = new SGD();
  expect(() => open.loadStateDict({ tensors: {}, metadata })).toThrow(StateError);
  expect(() => open.loadStateDict({ tensors: {}, metadata })).toThrow(
    `SGD.loadStateDict: got the slots none for "${w.name}", expected buffer.`,
  );
  expect(open.groups[0]?.parameters).toEqual([]);
});
