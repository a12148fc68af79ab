import { type StateDict, StateError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { decodeCheckpoint, EarlyStopping, encodeCheckpoint } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** All numbers of a state, and its texts but for the seconds. */
const contentOf = ({ tensors, metadata }: StateDict) => ({
  tensors: Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => [name, [...tensor.dataSync()]]),
  ),
  metadata: JSON.parse(JSON.stringify(metadata).replaceAll(/\\"seconds\\":[^,}]+/g, '')),
});

describe('Trainer', () => {
  it('learns, and tells of each epoch', async () => {
    const { train, validation } = loaders();
    const { trainer } = training({ epochs: 12 });
    const { ending, history } = await trainer.fit(train, validation);
    expect(ending).toBe('complete');
    expect(history.map(({ epoch, step }) => [epoch, step])).toEqual(
      Array.from({ length: 12 }, (_, i) => [i + 1, 7 * (i + 1)]),
    );
    const [first, last] = [history[0], history.at(-1)];
    expect(last?.train.loss).toBeLessThan((first?.train.loss as number) / 2);
    expect(last?.validation?.accuracy).toBeGreaterThan(0.7);
    expect(await trainer.evaluate(validation)).toEqual(last?.validation);
  });

  it('goes on from the state after any step, through a file, bit for bit', async () => {
    const { train, validation } = loaders();
    const states = new Map<number, Uint8Array>();
    const keeper = {
      name: 'keeper',
      async afterStep(run: { stateDict(): Promise<StateDict>; progress: { step: number } }) {
        const state = await run.stateDict();
        states.set(run.progress.step, await encodeCheckpoint(state));
        tf.dispose(state.tensors as tf.NamedTensorMap);
      },
    };
    const options = { validateEvery: 5 };
    const whole = training(options, [keeper]);
    await whole.trainer.fit(train, validation);
    const expected = contentOf(await whole.trainer.stateDict());
    expect(states.size).toBe(21);
    for (const bytes of states.values()) {
      const resumed = training(options);
      const state = await decodeCheckpoint(bytes);
      resumed.trainer.loadStateDict(state);
      tf.dispose(state.tensors as tf.NamedTensorMap);
      await resumed.trainer.fit(train, validation);
      expect(contentOf(await resumed.trainer.stateDict())).toEqual(expected);
    }
  });

  it('has not changed where a part refuses its state, nor have the callbacks', async () => {
    const { train, validation } = loaders();
    const stopper = new EarlyStopping({ restoreBest: true });
    const last = {
      name: 'last',
      stateDict: () => ({ value: 'kept' }),
      loadStateDict({ value }: { value: unknown }) {
        if (value !== 'kept') throw new StateError(`last: got ${value}, expected kept.`);
      },
    };
    const { trainer } = training({ epochs: 2 }, [stopper, last]);
    await trainer.fit(train, validation);
    const before = await trainer.stateDict();
    const other = training({ epochs: 1 }, [new EarlyStopping({ restoreBest: true }), last]);
    await other.trainer.fit(train, validation);
    const { tensors, metadata } = await other.trainer.stateDict();
    const { numTensors } = tf.memory();
    expect(contentOf({ tensors, metadata })).not.toEqual(contentOf(before));
    const damaged = { tensors, metadata: { ...metadata, 'callback.last.value': '"other"' } };
    expect(() => trainer.loadStateDict(damaged)).toThrow('last: got other');
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(contentOf(await trainer.stateDict())).toEqual(contentOf(before));
  });

  it('holds no more at the end of an epoch than at that of the first', async () => {
    const { train, validation } = loaders();
    const held: number[] = [];
    const watch = { name: 'watch', onEpoch: () => void held.push(tf.memory().numTensors) };
    const { trainer } = training({}, [watch]);
    await trainer.fit(train, validation);
    expect(new Set(held).size).toBe(1);
  });
});
