import { decodeSafetensors, encodeSafetensors, openSafetensors } from '@nadir/core/safetensors';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { loaders, training } from '../../test/digits.js';
import { expectRefusedAtOnce } from '../../test/refused-at-once.js';
import { accuracy, decodeCheckpoint, encodeCheckpoint, type LogRecord, logTo } from '../index.js';

beforeAll(() => tf.setBackend('cpu'));

/** A file of a kilobyte with a header, and the length that it declares for it. */
function kilobyte(header: string, length: bigint = BigInt(header.length)): Uint8Array {
  const bytes = new Uint8Array(1024);
  new DataView(bytes.buffer).setBigUint64(0, length, true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

const tensorOf = (shape: string, end: string) =>
  `{"w":{"dtype":"F32","shape":${shape},"data_offsets":[0,${end}]}}`;

describe('a file that declares what it does not have', () => {
  it.each<[string, Uint8Array]>([
    ['a header of 2⁵³ bytes', kilobyte('{}', 2n ** 53n)],
    ['a header of 2⁶³ bytes', kilobyte('{}', 2n ** 63n)],
    ['a header of 2⁶⁴ − 1 bytes', kilobyte('{}', 2n ** 64n - 1n)],
    ['a header of 100 000 001 bytes', kilobyte('{}', 100_000_001n)],
    ['a tensor of 4 GB', kilobyte(tensorOf('[1073741824]', '4294967296'))],
    ['a tensor of 4 GB in few bytes', kilobyte(tensorOf('[1073741824]', '4'))],
    ['a tensor of 2⁶⁴ numbers', kilobyte(tensorOf('[4294967296,4294967296]', '4'))],
    ['lists within lists', kilobyte('['.repeat(1016))],
  ])('is refused in no time and memory: %s', async (_, bytes) => {
    for (const decode of [decodeCheckpoint, decodeSafetensors, openSafetensors]) {
      await expectRefusedAtOnce(() => decode(bytes));
    }
  });
});

/** Names that objects have members of, or whose prototype they are. */
const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

describe('names of members of objects', () => {
  it('are those of tensors like any others', async () => {
    const tensors = Object.fromEntries(names.map((name, i) => [name, tf.scalar(i)]));
    const metadata = Object.fromEntries(names.map((name) => [name, name]));
    const saved = await encodeCheckpoint({ tensors, metadata });
    const read = await decodeCheckpoint(saved);
    for (const content of [read, decodeSafetensors(await encodeSafetensors(tensors, metadata))]) {
      expect(Object.keys(content.tensors).sort()).toEqual([...names].sort());
      for (const [i, name] of names.entries()) {
        expect(content.tensors[name]?.dataSync()[0]).toBe(i);
        expect(Object.getOwnPropertyDescriptor(content.metadata, name)?.value).toBe(name);
      }
    }
  });

  it('are those of metrics, callbacks and figures, through a checkpoint', async () => {
    const metrics = Object.fromEntries(names.map((name) => [name, accuracy()]));
    const loaded: string[] = [];
    const records: LogRecord[] = [];
    const callbacks = () => [
      ...names.map((name) => ({
        name,
        figures: () => Object.fromEntries([[name, 7]]),
        stateDict: () => ({ value: name }),
        loadStateDict: ({ value }: { readonly value: unknown }) => void loaded.push(String(value)),
      })),
      logTo([{ start() {}, log: (record) => void records.push(record), end() {} }], {
        everySteps: 1,
      }),
    ];
    const { train } = loaders();
    const whole = training({ metrics, steps: 5 }, callbacks());
    await whole.trainer.fit(train);
    const half = training({ metrics, steps: 2 }, callbacks());
    await half.trainer.fit(train);
    const state = await decodeCheckpoint(await encodeCheckpoint(await half.trainer.stateDict()));
    const later = training({ metrics, steps: 5 }, callbacks());
    later.trainer.loadStateDict(state);
    await later.trainer.fit(train);
    expect(loaded).toEqual(names);
    expect(later.trainer.running).toEqual(whole.trainer.running);
    for (const name of names) {
      expect(Object.getOwnPropertyDescriptor(later.trainer.running, name)?.value).toBeGreaterThan(
        0,
      );
      expect(Object.getOwnPropertyDescriptor(records[0]?.figures, name)?.value).toBe(7);
    }
  });

  it('are no options', () => {
    for (const name of names) {
      const options = JSON.parse(`{"${name}":{"polluted":true}}`);
      expect(() => training(options)).toThrow('Trainer: got option');
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});
