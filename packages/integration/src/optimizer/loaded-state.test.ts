import { StateError } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import { Adam, AdamW, NAdam, SGD } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

beforeAll(() => tf.setBackend('cpu'));

const variable = (values: number[], name?: string) => tf.variable(tf.tensor1d(values), true, name);
const valuesOf = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];
const lossOf =
  (...variables: tf.Variable[]) =>
  () =>
    tf.addN(variables.map((one) => tf.sum(tf.square(one)))) as tf.Scalar;

describe('any name of a parameter', () => {
  const anyName = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      'memory',
      'step',
      'waits',
      'm',
      '#',
      'a/memory',
      'a/step',
      '/',
      '.',
      '__proto__',
    ),
    fc.string({ unit: fc.constantFrom('a', '/', '_', '1', 'm', '#', '"') }),
  );
  const names = fc.uniqueArray(anyName, { minLength: 1, maxLength: 5 });

  it('is saved and loaded, in files and beside models', async () => {
    await fc.assert(
      fc.asyncProperty(names, async (all) => {
        const make = (): [string, tf.Variable][] =>
          all.map((name, i) => [name, variable([i + 1, -i])]);
        const [first, second, third] = [make(), make(), make()];
        const own = new NAdam(first);
        for (let k = 0; k < 2; k++) own.step(lossOf(...first.map(([, one]) => one)));
        const { tensors, metadata } = own.stateDict();

        const byFile = new NAdam(second);
        byFile.loadStateDict(decodeSafetensors(await encodeSafetensors(tensors, metadata)));
        const byWeights = new NAdam(third);
        await byWeights.setWeights(await own.getWeights());
        for (const optimizer of [byFile, byWeights]) {
          const state = optimizer.stateDict();
          expect(state.metadata).toEqual(metadata);
          expect(Object.keys(state.tensors).sort()).toEqual(Object.keys(tensors).sort());
          for (const [key, tensor] of Object.entries(tensors)) {
            expect(valuesOf(state.tensors[key])).toEqual(valuesOf(tensor));
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('state of an optimizer that has not met its parameters', () => {
  it('is saved as it was loaded', async () => {
    const w = variable([1, 2], 'waiting/w');
    const own = new Adam([w]);
    own.step(lossOf(w));
    const state = own.stateDict();
    const open = new Adam();
    open.loadStateDict(state);
    expect(open.stateDict().metadata).toEqual(state.metadata);
    expect(valuesOf(open.stateDict().tensors['waiting/w/m'])).toEqual(
      valuesOf(state.tensors['waiting/w/m']),
    );
    expect(open.groups[0]?.parameters).toEqual(['waiting/w']);
    const again = new Adam();
    await again.setWeights(await open.getWeights());
    expect(again.stateDict().metadata).toEqual(state.metadata);
  });

  it('stays for the parameters that are not stepped', () => {
    const [a, b] = [variable([1], 'kept/a'), variable([2], 'kept/b')];
    const own = new Adam([a, b]);
    own.step(lossOf(a, b));
    const open = new Adam();
    open.loadStateDict(own.stateDict());
    open.applyGradients({ 'kept/b': tf.tensor1d([1]) });
    const { tensors } = open.stateDict();
    expect(valuesOf(tensors['kept/a/m'])).toEqual(valuesOf(own.stateDict().tensors['kept/a/m']));
    open.applyGradients({ 'kept/a': tf.tensor1d([1]) });
    own.applyGradients({ 'kept/a': tf.tensor1d([1]) });
    expect(valuesOf(open.stateDict().tensors['kept/a/m'])).toEqual(
      valuesOf(own.stateDict().tensors['kept/a/m']),
    );
  });

  it('stays while only others are stepped, as where the layers trained so far are frozen', () => {
    const [a, b] = [variable([1], 'halves/a'), variable([2], 'halves/b')];
    const own = new Adam();
    own.minimize(lossOf(a), false, [a]);
    const open = new Adam();
    open.loadStateDict(own.stateDict());
    const start = valuesOf(a);
    for (const optimizer of [own, open]) {
      for (const one of [a, b]) one.assign(tf.tensor1d(one === a ? start : [2]));
      optimizer.minimize(lossOf(b), false, [b]);
      optimizer.minimize(lossOf(a, b), false, [a, b]);
    }
    const [expected, given] = [own.stateDict(), open.stateDict()];
    for (const [key, tensor] of Object.entries(expected.tensors)) {
      expect(valuesOf(given.tensors[key])).toEqual(valuesOf(tensor));
    }
    expect(given.metadata).toEqual(expected.metadata);
  });

  it('of another model is refused at the first step', () => {
    const a = variable([1, 2], 'theirs/a');
    variable([1], 'ours/b');
    const own = new Adam([a]);
    own.step(lossOf(a));
    const open = new Adam();
    open.loadStateDict(own.stateDict());
    a.dispose();
    expect(() => open.applyGradients({ 'ours/b': tf.tensor1d([1]) })).toThrow(
      'Adam.step: got state for "theirs/a" [2], expected state for "ours/b" [1].',
    );
    expect(open.stateDict().metadata).toEqual(own.stateDict().metadata);
  });
});

describe('names that TensorFlow.js makes', () => {
  const trained = (...variables: tf.Variable[]) => {
    const own = new Adam(variables);
    own.step(lossOf(...variables));
    return own.stateDict();
  };
  /** What an optimizer of these variables has loaded for each. */
  const loadedBy = (state: ReturnType<typeof trained>, variables: tf.Variable[]) => {
    const optimizer = new Adam(variables);
    optimizer.loadStateDict(state);
    const { tensors } = optimizer.stateDict();
    return variables.map(({ name }) => valuesOf(tensors[`${name}/m`]));
  };

  it('decide but for the number of a copy', () => {
    const state = trained(variable([1], 'copies/w_1'), variable([2], 'copies/w_2'));
    const [first, second] = [variable([1], 'copies/w'), variable([2], 'copies/w_3')];
    // Made the other way round, and of one size: the numbers tell which is which.
    expect(loadedBy(state, [second, first])).toEqual([
      valuesOf(state.tensors['copies/w_2/m']),
      valuesOf(state.tensors['copies/w_1/m']),
    ]);
  });

  it('of layers decide but for the numbers of the session', () => {
    const state = trained(
      variable([1], 'dense_Dense1/kernel'),
      variable([2], 'dense_Dense2/kernel'),
    );
    const names = ['dense_Dense2/kernel_1', 'dense_Dense3/kernel'];
    expect(
      loadedBy(
        state,
        names.map((name) => variable([0], name)),
      ),
    ).toEqual([
      valuesOf(state.tensors['dense_Dense1/kernel/m']),
      valuesOf(state.tensors['dense_Dense2/kernel/m']),
    ]);
  });

  it('that are numbers decide nothing: order and shapes do', () => {
    const [a, b] = [variable([1, 2]), variable([3])];
    const state = trained(a, b);
    variable([0]);
    const expected = [a, b].map(({ name }) => valuesOf(state.tensors[`${name}/m`]));
    expect(loadedBy(state, [variable([0, 0]), variable([0])])).toEqual(expected);
  });

  it('are refused with both lists where order and shapes allow several ways', () => {
    const [a, b] = [variable([1]), variable([2])];
    const state = trained(a, b);
    const others = [variable([0]), variable([0]), variable([0])];
    expect(() => new Adam(others).loadStateDict(state)).toThrow(
      `got state for variables without names, "${a.name}" [1], "${b.name}" [1], expected shapes that fit in one ` +
        `way to "${others[0]?.name}" [1], "${others[1]?.name}" [1], "${others[2]?.name}" [1].`,
    );
  });
});

describe('options of groups', () => {
  const start = () => [variable([1]), variable([2]), variable([3])] as const;
  const groupsOf = ([a, b, c]: readonly tf.Variable[], swapped: boolean) => {
    const head = { parameters: [['c', c]] as [string, tf.Variable][], learningRate: 0.5 };
    const body = {
      parameters: [
        ['a', a],
        ['b', b],
      ] as [string, tf.Variable][],
      learningRate: 0.1,
    };
    return swapped ? [head, body] : [body, head];
  };

  it('go to the groups that have the same parameters', () => {
    const own = new SGD(groupsOf(start(), false));
    const other = new SGD(groupsOf(start(), true).map((group) => ({ ...group, learningRate: 9 })));
    other.loadStateDict(own.stateDict());
    expect(other.groups.map(({ options }) => options.learningRate)).toEqual([0.5, 0.1]);
  });

  it('are saved beside a model, and found by an optimizer that has no groups yet', async () => {
    const [a, b] = [variable([1], 'grouped/a'), variable([1], 'grouped/b')];
    const own = new SGD([
      { parameters: [a], learningRate: 0.5 },
      { parameters: [b], learningRate: 0.1 },
    ]);
    const open = SGD.fromConfig(SGD, own.getConfig()) as SGD;
    await open.setWeights(await own.getWeights());
    open.applyGradients({ 'grouped/a': tf.tensor1d([1]), 'grouped/b': tf.tensor1d([1]) });
    expect([valuesOf(a), valuesOf(b)]).toEqual([[0.5], [Math.fround(1 - Math.fround(0.1))]]);
    expect(open.groups.map(({ parameters }) => parameters)).toEqual([['grouped/a'], ['grouped/b']]);
  });
});

describe('strict: false', () => {
  it('takes what fits and tells the rest', () => {
    const [a, b, c] = [variable([1]), variable([2]), variable([3])];
    const own = new AdamW(
      [
        ['a', a],
        ['b', b],
        ['c', c],
      ],
      { learningRate: 0.5 },
    );
    own.step(lossOf(a, b, c));
    const state = own.stateDict();
    const other = new AdamW([
      ['a', variable([1])],
      ['b', variable([2, 2])],
      ['d', variable([4])],
    ]);
    expect(() => other.loadStateDict(state)).toThrow(StateError);
    expect(other.iterations).toBe(0);
    expect(other.loadStateDict(state, { strict: false })).toEqual({
      missing: ['d'],
      unexpected: ['c'],
      mismatched: ['b'],
    });
    const { tensors } = other.stateDict();
    expect(Object.keys(tensors)).toEqual(['a/m', 'a/v']);
    expect(valuesOf(tensors['a/m'])).toEqual(valuesOf(state.tensors['a/m']));
    expect(other.groups[0]?.options.learningRate).toBe(0.5);
  });
});

describe('a variable that was disposed of', () => {
  it('and made again under its name is a new parameter', () => {
    const optimizer = new Adam();
    const first = variable([1], 'again');
    optimizer.minimize(lossOf(first), false, [first]);
    optimizer.minimize(lossOf(first), false, [first]);
    first.dispose();
    const second = variable([1], 'again');
    optimizer.minimize(lossOf(second), false, [second]);
    const fresh = variable([1], 'fresh');
    const other = new Adam();
    other.minimize(lossOf(fresh), false, [fresh]);
    expect(valuesOf(second)).toEqual(valuesOf(fresh));
    expect(optimizer.groups[0]?.parameters).toEqual(['again']);
  });

  it('leaves nothing behind once others come', () => {
    const optimizer = new Adam();
    const round = () => {
      const w = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
      optimizer.minimize(lossOf(w), false, [w]);
      w.dispose();
    };
    round();
    const { numTensors } = tf.memory();
    for (let k = 0; k < 5; k++) round();
    expect(tf.memory().numTensors).toBe(numTensors);
  });
});
