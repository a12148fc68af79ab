import { StateError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Ema, LatestWeightAverage, PostHocEma, WeightAverage } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

type Named = [string, tf.Variable][];
const model = (values: Record<string, number[]>): Named =>
  Object.entries(values).map(([name, one]) => [name, tf.variable(tf.tensor1d(one))]);
const set = (all: Named, ...values: number[][]) =>
  all.forEach(([, one], i) => {
    one.assign(tf.tensor1d(values[i] as number[]));
  });

const averages = {
  WeightAverage: (all: Named) => new WeightAverage(all, { kind: 'swa' }),
  LatestWeightAverage: (all: Named) => new LatestWeightAverage(all, { last: 2 }),
  PostHocEma: (all: Named) => new PostHocEma(all),
};

describe.each(Object.entries(averages))('%s', (name, make) => {
  /** Averages of a base and a head, and what they are of the base. */
  const trained = () => {
    const all = model({ base: [1, 2], head: [3] });
    const average = make(all);
    average.update();
    set(all, [3, 4], [5]);
    average.update();
    return average.stateDict();
  };
  const numbersOf = (state: ReturnType<typeof trained>, end: string) =>
    Object.entries(state.tensors)
      .filter(([key]) => key.endsWith(end))
      .map(([key, one]) => [key, [...one.dataSync()]]);

  it('takes what fits where that is asked for, and tells the rest', () => {
    const state = trained();
    const other = model({ base: [7, 7], head: [8, 9], fresh: [6] });
    const average = make(other);
    const { numTensors } = tf.memory();
    expect(() => average.loadStateDict(state)).toThrow(StateError);
    expect(average.count).toBe(0);
    expect(average.loadStateDict(state, { strict: false })).toEqual({
      missing: ['fresh'],
      unexpected: [],
      mismatched: ['head'],
    });
    expect(average.count).toBe(2);
    const loaded = average.stateDict();
    expect(numbersOf(loaded, 'base')).toEqual(numbersOf(state, 'base'));
    for (const [, numbers] of numbersOf(loaded, 'head')) expect(numbers).toEqual([8, 9]);
    for (const [, numbers] of numbersOf(loaded, 'fresh')) expect(numbers).toEqual([6]);
    tf.dispose(loaded.tensors);
    // A checkpoint that there was none of takes memory; nothing else is left.
    const extra = name === 'LatestWeightAverage' ? 2 * other.length : 0;
    expect(tf.memory().numTensors).toBe(numTensors + extra);
  });

  it('names what was saved beside the averages', () => {
    const state = trained();
    const stray = { ...state, tensors: { ...state.tensors, '9.base': tf.ones([2]) } };
    const average = make(model({ base: [0, 0], head: [0] }));
    expect(() => average.loadStateDict(stray)).toThrow('"9.base"');
    expect(average.loadStateDict(stray, { strict: false }).unexpected).toEqual(['9.base']);
  });

  it('goes on where names are others, by order and shape', () => {
    const state = trained();
    const renamed = make(model({ x: [0, 0], y: [0] }));
    renamed.loadStateDict(state);
    expect(numbersOf(renamed.stateDict(), 'x').map(([, numbers]) => numbers)).toEqual(
      numbersOf(state, 'base').map(([, numbers]) => numbers),
    );
  });

  it.each([undefined, null, 5, {}, { tensors: null, metadata: {} }, { tensors: {} }])(
    'says what it expects in the place of the state %o',
    (state) => {
      const average = make(model({ base: [1, 2] }));
      expect(() => average.loadStateDict(state as never)).toThrow(StateError);
      expect(() => average.loadStateDict(state as never)).toThrow(
        'expected what stateDict() returned.',
      );
      expect(average.count).toBe(0);
    },
  );
});

it.each([undefined, null, 5, {}])(
  'an Ema says what it expects in the place of the state %o',
  (state) => {
    expect(() => new Ema({ decay: 0.9 }).load(state as never)).toThrow(StateError);
  },
);
