import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { nameOf } from '../checkpoint/names.js';
import { Checkpoint, type CheckpointStore, resume } from '../index.js';
import { browserStore, IndexedDbStore, OpfsStore } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

/** With every law often, otherwise as often as shows that it can be done. */
const rounds = import.meta.env.MODE === 'all-laws' ? 40 : 4;

let count = 0;
const freshName = () => `test-${Date.now()}/${count++}`;

/** All bytes of a checkpoint are the number of its step. */
const isWhole = async (store: CheckpointStore, name: string, bytes: number) => {
  const content = await store.read(name);
  const step = Number(name.slice('step-'.length));
  return content.length === bytes && content.every((byte) => byte === step);
};

const quotaExceeded = () => new DOMException('as told', 'QuotaExceededError');

describe.each([
  [
    'OPFS',
    (name: string) => new OpfsStore(name),
    () =>
      vi.spyOn(FileSystemWritableFileStream.prototype, 'write').mockRejectedValue(quotaExceeded()),
  ],
  [
    'IndexedDB',
    (name: string) => new IndexedDbStore(name),
    () =>
      vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
        throw quotaExceeded();
      }),
  ],
] as const)('a store in %s', (kind, makeStore, fillStorage) => {
  it('keeps bytes by name, for whoever opens it next', async () => {
    const name = freshName();
    const store = makeStore(name);
    expect(await store.list()).toEqual([]);
    await store.remove('none');
    const large = new Uint8Array(100).fill(7);
    await store.write('a', large.subarray(10, 13));
    await store.write('b', Uint8Array.of(1));
    await store.write('b', Uint8Array.of(2, 3));
    const later = makeStore(name);
    expect((await later.list()).toSorted()).toEqual(['a', 'b']);
    expect(await later.read('a')).toEqual(Uint8Array.of(7, 7, 7));
    expect(await later.read('b')).toEqual(Uint8Array.of(2, 3));
    await later.remove('a');
    expect(await store.list()).toEqual(['b']);
    await expect(store.read('a')).rejects.toThrow('got "a", expected one of ["b"].');
  });

  it('has whole checkpoints only, whenever the page that writes them is closed', async () => {
    const bytes = 1_000_000;
    let written = 0;
    for (let round = 0; round < rounds; round++) {
      const name = freshName();
      await makeStore(name).write('step-1', new Uint8Array(bytes).fill(1));
      const worker = new Worker(new URL('../../test/store-worker.ts', import.meta.url), {
        type: 'module',
      });
      const lastBegun = 2 + (round % 4);
      const hasBegun = new Promise<void>((resolve) => {
        worker.onmessage = ({ data }) => data === lastBegun && resolve();
      });
      worker.postMessage({ kind, name, bytes });
      await hasBegun;
      await new Promise((resolve) => setTimeout(resolve, round));
      worker.terminate();
      const store = makeStore(name);
      const names = await store.list();
      for (let step = 1; step < lastBegun; step++) expect(names).toContain(`step-${step}`);
      for (const one of names) {
        expect(await isWhole(store, one, bytes), `${one} of round ${round}`).toBe(true);
        await store.remove(one);
      }
      written += names.length;
    }
    expect(written).toBeGreaterThan(rounds);
  });

  it('keeps the last good state where there is no room for a next one', async () => {
    const name = freshName();
    const { train } = loaders();
    const whole = training({ steps: 6 });
    await whole.trainer.fit(train);
    const full = training({ steps: 6 }, [
      new Checkpoint(makeStore(name), { every: 2 }),
      {
        name: 'filler',
        onStep: (_, { step }) => void (step === 4 && fillStorage()),
      },
    ]);
    await expect(full.trainer.fit(train)).rejects.toThrow(
      'got no room in the storage of this site',
    );
    vi.restoreAllMocks();

    const store = makeStore(name);
    expect(await store.list()).toEqual([nameOf(2)]);
    const later = training({ steps: 6 }, [new Checkpoint(store, { every: 2 })]);
    expect(await resume(later.trainer, store)).toEqual({ name: nameOf(2), rejected: [] });
    await later.trainer.fit(train);
    const weightsOf = ({ model }: typeof later) =>
      Object.values(model.stateDict()).map((one) => [...one.dataSync()]);
    expect(weightsOf(later)).toEqual(weightsOf(whole));
  });
});

describe('browserStore', () => {
  it('takes OPFS where the browser has it, and IndexedDB elsewhere', async () => {
    expect(await browserStore(freshName())).toBeInstanceOf(OpfsStore);
    const none = vi.spyOn(navigator.storage, 'getDirectory').mockRejectedValue(new DOMException());
    expect(await browserStore(freshName())).toBeInstanceOf(IndexedDbStore);
    none.mockRestore();
  });
});
