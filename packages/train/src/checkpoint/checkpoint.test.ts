import { FormatError, type StateDict } from '@nadir/core';
import { decodeSafetensors, encodeSafetensors } from '@nadir/core/safetensors';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import {
  Checkpoint,
  decodeCheckpoint,
  encodeCheckpoint,
  MemoryStore,
  resume,
  verifyCheckpoint,
} from '../index.js';
import { nameOf } from './names.js';

beforeAll(() => tf.setBackend('cpu'));

/** With every law as often as the bar asks for, otherwise a sample. */
const numRuns = import.meta.env.MODE === 'all-laws' ? 10_000 : 500;

const contentOf = ({ tensors, metadata }: StateDict) => ({
  metadata: { ...metadata },
  tensors: Object.entries(tensors)
    .map(([name, tensor]) => [name, tensor.shape, [...tensor.dataSync()]] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
});

const free = ({ tensors }: StateDict) => tf.dispose(tensors as tf.NamedTensorMap);

describe('a checkpoint', () => {
  let state: StateDict;
  let bytes: Uint8Array;
  beforeEach(async () => {
    state = {
      tensors: {
        'model.w': tf.tensor2d([
          [1, -0],
          [NaN, 1e-40],
        ]),
        '__proto__.x': tf.scalar(7, 'int32'),
        none: tf.zeros([0, 3]),
      },
      metadata: { trainer: '{"a":"\\"nadir.sums\\":\\""}', constructor: 'x' },
    };
    bytes = await encodeCheckpoint(state);
  });

  it('is read as it was written', async () => {
    const read = await decodeCheckpoint(bytes);
    expect(contentOf(read)).toEqual(contentOf(state));
    free(read);
  });

  it('is a safetensors file for other programs', () => {
    const { tensors, metadata } = decodeSafetensors(bytes);
    expect(tensors['model.w']?.shape).toEqual([2, 2]);
    expect(metadata['nadir.checkpoint']).toBe('1');
  });

  it('is read exactly or refused, whatever has happened to its bytes', async () => {
    const mutation = fc.oneof(
      fc.record({ kind: fc.constant('bit'), at: fc.nat(), bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('cut'), at: fc.nat(), bit: fc.nat(7) }),
      fc.record({ kind: fc.constant('insert'), at: fc.nat(), bit: fc.nat(255) }),
      fc.record({ kind: fc.constant('append'), at: fc.nat(64), bit: fc.nat(255) }),
    );
    const expected = contentOf(state);
    const before = tf.memory().numTensors;
    await fc.assert(
      fc.asyncProperty(mutation, async ({ kind, at, bit }) => {
        const changed = mutate(bytes, kind, at, bit);
        let read: StateDict | undefined;
        try {
          read = await decodeCheckpoint(changed);
          expect(contentOf(read)).toEqual(expected);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/: got .*, expected /s);
        } finally {
          if (read !== undefined) free(read);
        }
      }),
      { numRuns },
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('names the tensor whose bytes are others', async () => {
    const changed = bytes.slice();
    changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
    await expect(decodeCheckpoint(changed)).rejects.toThrow('in the tensor "__proto__.x"');
    await expect(decodeCheckpoint(await encodeSafetensors(state.tensors))).rejects.toThrow(
      'got a safetensors file without sums',
    );
  });
});

describe('verifyCheckpoint', () => {
  const whole = async () => {
    const tensors = { a: tf.tensor1d([1, 2]), b: tf.tensor1d([3]), mask: tf.tensor1d([1], 'bool') };
    const bytes = await encodeCheckpoint({ tensors, metadata: { epoch: '3' } });
    tf.dispose(tensors);
    return bytes;
  };

  it('finds nothing in what is whole', async () => {
    const bytes = await whole();
    expect(await verifyCheckpoint(bytes)).toEqual({ hasSums: true, problems: [] });
    const read = (offset: number, length: number) => bytes.subarray(offset, offset + length);
    const source = { size: bytes.length, read };
    expect(await verifyCheckpoint(source)).toEqual({ hasSums: true, problems: [] });
  });

  it('names every place that is damaged', async () => {
    const bytes = Buffer.from(await whole());
    bytes[bytes.length - 1] = 2;
    bytes[bytes.length - 10] = 77;
    bytes.write('4', bytes.indexOf('"3"') + 1);
    const { hasSums, problems } = await verifyCheckpoint(bytes);
    expect(hasSums).toBe(true);
    expect(problems).toEqual([
      expect.stringContaining('other bytes in the header than'),
      expect.stringContaining('other bytes in the tensor "a" than'),
      expect.stringContaining('other bytes in the tensor "mask" than'),
    ]);
    await expect(decodeCheckpoint(bytes)).rejects.toThrow('in the header');
  });

  it('checks the header of a file without sums, and says so', async () => {
    const w = tf.tensor1d([1, 2]);
    const bytes = await encodeSafetensors({ w });
    w.dispose();
    expect(await verifyCheckpoint(bytes)).toEqual({ hasSums: false, problems: [] });
    const cut = {
      hasSums: false,
      problems: [expect.stringContaining('the offsets [0,8] for "w"')],
    };
    expect(await verifyCheckpoint(bytes.subarray(0, -1))).toEqual(cut);
  });
});

function mutate(bytes: Uint8Array, kind: string, at: number, bit: number): Uint8Array {
  const place = at % bytes.length;
  if (kind === 'cut') return bytes.slice(0, place);
  if (kind === 'append') return Uint8Array.from([...bytes, ...new Array(at + 1).fill(bit)]);
  if (kind === 'insert')
    return Uint8Array.from([...bytes.slice(0, place), bit, ...bytes.slice(place)]);
  const changed = bytes.slice();
  changed[place] = (changed[place] as number) ^ (1 << bit);
  return changed;
}

describe('resume', () => {
  it('takes the newest checkpoint that is whole, and says why it took no newer one', async () => {
    const store = new MemoryStore();
    const { train } = loaders();
    const first = training({ steps: 6 }, [new Checkpoint(store, { every: 2, keep: 3 })]);
    await first.trainer.fit(train);
    expect(await store.list()).toEqual([2, 4, 6].map(nameOf));
    const cut = (await store.read(nameOf(6))).slice(0, -1);
    await store.write(nameOf(6), cut);
    const state = await first.trainer.stateDict();
    await store.write(
      nameOf(7),
      await encodeCheckpoint({
        ...state,
        metadata: { ...state.metadata, trainer: '{"version":1}' },
      }),
    );
    await store.write(
      nameOf(8),
      await encodeCheckpoint({
        ...state,
        metadata: { ...state.metadata, trainer: '{"version":2}' },
      }),
    );

    const checkpoint = new Checkpoint(store, { every: 3 });
    const { trainer } = training({ steps: 9 }, [checkpoint]);
    const { name, rejected } = await resume(trainer, store);
    expect(name).toBe(nameOf(4));
    expect(rejected.map((one) => one.name)).toEqual([8, 7, 6].map(nameOf));
    expect(rejected.map((one) => one.reason)).toEqual([
      expect.stringContaining('got version 2, expected at most 1'),
      expect.stringContaining('another "progress"'),
      expect.stringContaining('expected a begin of'),
    ]);
    expect(trainer.progress.step).toBe(4);
    await trainer.fit(train);
    // Those that were not taken are gone once there is something in their place.
    expect(await store.list()).toEqual([6, 9].map(nameOf));
  });

  it('leaves everything as it is where the state is of another training', async () => {
    const { train } = loaders();
    const [one, other] = [training({ steps: 3 }), training({ steps: 5 })];
    await one.trainer.fit(train);
    await other.trainer.fit(train);
    const state = await one.trainer.stateDict();
    const tensors = { ...state.tensors };
    delete tensors[Object.keys(tensors).find((name) => name.startsWith('average.')) as string];
    const before = contentOf(await other.trainer.stateDict());
    expect(() => other.trainer.loadStateDict({ ...state, tensors })).toThrow(/got .*, expected /s);
    expect(contentOf(await other.trainer.stateDict())).toEqual(before);
  });

  it('is asked for before a place with checkpoints is trained into', async () => {
    const store = new MemoryStore();
    const { train } = loaders();
    await training({ steps: 2 }, [new Checkpoint(store)]).trainer.fit(train);
    const { trainer } = training({ steps: 2 }, [new Checkpoint(store)]);
    await expect(trainer.fit(train)).rejects.toThrow('Call resume(trainer, store) first');
    expect(trainer.progress.step).toBe(0);
    expect(await store.list()).toEqual([nameOf(2)]);
  });

  it('keeps the best beside the last', async () => {
    const store = new MemoryStore();
    const { train, validation } = loaders();
    const checkpoint = new Checkpoint(store, { keep: 1, monitor: 'validation.loss' });
    const { trainer } = training({ epochs: 5 }, [checkpoint]);
    const { history } = await trainer.fit(train, validation);
    const losses = history.map(({ validation: scores }) => scores?.loss as number);
    const best = history[losses.indexOf(Math.min(...losses))]?.step as number;
    expect(checkpoint.best).toBe(nameOf(best));
    expect(await store.list()).toEqual([...new Set([best, 35])].map(nameOf));
  });
});
