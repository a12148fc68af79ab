import type { StateDict } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Adam } from '../adam/adam.js';
import { cosine } from '../schedules/decay/cosine.js';
import { LBFGS } from './lbfgs.js';

beforeAll(() => tf.setBackend('cpu'));

/** An optimizer of two parameters, after a step. */
async function stepped(names: readonly [string, string] = ['a', 'b']) {
  const [a, b] = [tf.variable(tf.tensor1d([3, -2])), tf.variable(tf.scalar(1))];
  const parameters = [
    [names[0], a],
    [names[1], b],
  ] as const;
  const optimizer = new LBFGS(parameters, { maxIterations: 3, maxEvaluations: 9 });
  await optimizer.step(() => tf.add(tf.sum(tf.square(a)), tf.mul(tf.square(b), 3)));
  return { a, b, optimizer };
}

describe('the state dict of LBFGS', () => {
  it('has the vectors of all parameters together, and the options', async () => {
    const { optimizer } = await stepped();
    const { tensors, metadata } = optimizer.stateDict();
    const names = ['direction', 'gradient', 's/0', 'y/0', 's/1', 'y/1'];
    expect(Object.keys(tensors)).toEqual(names);
    for (const tensor of Object.values(tensors)) expect(tensor.shape).toEqual([3]);
    expect(JSON.parse(metadata.optimizer as string)).toMatchObject({
      rule: 'LBFGS',
      iterations: 3,
      evaluations: 3,
      options: { maxIterations: 3, lineSearch: null },
      parameters: [
        { name: 'a', shape: [2] },
        { name: 'b', shape: [] },
      ],
    });
  });

  it('is without tensors before the first step', async () => {
    const fresh = new LBFGS([tf.variable(tf.scalar(1))]);
    const state = fresh.stateDict();
    expect(state.tensors).toEqual({});
    const { optimizer } = await stepped();
    const other = new LBFGS([tf.variable(tf.scalar(1))]);
    other.loadStateDict(state);
    expect(other.iterations).toBe(0);
    expect(optimizer.iterations).toBe(3);
  });

  it('brings named schedules along, and leaves the functions of the caller as they are', () => {
    const schedule = cosine({ from: 1, to: 0.1, steps: 9 });
    const own = () => 5;
    const x = tf.variable(tf.scalar(1));
    const saved = new LBFGS([x], { learningRate: schedule, historySize: own }).stateDict();
    const other = new LBFGS([x], { historySize: 7 });
    other.loadStateDict(saved);
    expect((other.options.learningRate as typeof schedule)(3)).toBe(schedule(3));
    expect(other.options.historySize).toBe(7);
  });

  it('is known by order where the names are others', async () => {
    const state = (await stepped()).optimizer.stateDict();
    const { optimizer } = await stepped(['c', 'd']);
    optimizer.loadStateDict(state);
    expect(await optimizer.stateDict().tensors.direction?.data()).toEqual(
      await state.tensors.direction?.data(),
    );
  });
});

describe('LBFGS.loadStateDict refuses', () => {
  const spoil = ({ tensors, metadata }: StateDict, change: object): StateDict => ({
    tensors,
    metadata: {
      optimizer: JSON.stringify({ ...JSON.parse(metadata.optimizer as string), ...change }),
    },
  });

  const cases: readonly [string, (state: StateDict) => StateDict, string][] = [
    ['no metadata', ({ tensors }) => ({ tensors, metadata: {} }), 'got no metadata `optimizer`'],
    ['no JSON', (state) => ({ ...state, metadata: { optimizer: '{' } }), 'got metadata that is no'],
    ['another rule', (state) => spoil(state, { rule: 'Adam' }), 'got the state of Adam, expected'],
    ['a count', (state) => spoil(state, { iterations: -1 }), 'got malformed metadata'],
    ['a number', (state) => spoil(state, { rhos: ['1', 2] }), 'got malformed metadata'],
    ['no name', (state) => spoil(state, { parameters: [null] }), 'got malformed metadata'],
    ['no parameters', (state) => spoil(state, { parameters: [] }), 'got state for no parameters'],
    [
      'another order',
      (state) =>
        spoil(state, {
          parameters: [
            { name: 'b', shape: [2] },
            { name: 'a', shape: [] },
          ],
        }),
      'got state for "b" [2], "a" [], expected that for "a" [2], "b" [].',
    ],
    [
      'another shape',
      (state) =>
        spoil(state, {
          parameters: [
            { name: 'a', shape: [3] },
            { name: 'b', shape: [] },
          ],
        }),
      'got state for "a" [3], "b" [], expected that for "a" [2], "b" [].',
    ],
    ['an option', (state) => spoil(state, { options: { historySize: 0 } }), 'LBFGS.historySize'],
    ['an unknown option', (state) => spoil(state, { options: { beta: 0 } }), 'got option `beta`'],
    ['a missing tensor', (state) => spoil(state, { rhos: [1, 1, 1] }), 'got the tensors direction'],
    [
      'a tensor of another size',
      ({ tensors, metadata }) => ({
        tensors: { ...tensors, 's/0': tf.zeros([4]) },
        metadata,
      }),
      'got float32 [4] for "s/0", expected float32 [3].',
    ],
  ];
  it.each(cases)('%s, and changes nothing', async (_, change, message) => {
    const { a, optimizer } = await stepped();
    const before = optimizer.stateDict();
    const spoiled = change(before);
    const { numTensors } = tf.memory();
    expect(() => optimizer.loadStateDict(spoiled)).toThrow(message);
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(optimizer.stateDict().metadata).toEqual(before.metadata);
    expect(a.shape).toEqual([2]);
  });

  it('the state of another optimizer, as that refuses its own', async () => {
    const { a, b, optimizer } = await stepped();
    const adam = new Adam([a, b]);
    expect(() => optimizer.loadStateDict(adam.stateDict())).toThrow(
      'LBFGS.loadStateDict: got the state of Adam, expected that of LBFGS.',
    );
    expect(() => adam.loadStateDict(optimizer.stateDict())).toThrow('Adam.loadStateDict: got');
  });
});
