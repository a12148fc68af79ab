import { writeFileSync } from 'node:fs';
import { encodeCheckpoint } from '@nadir/train';
import { encodeNpy, encodeNpz } from '@nadir/train/arrays';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { written } from '../../test/array-files.js';
import { temporaryFolder } from '../../test/fake-io.js';
import { CliError } from '../shell/errors.js';
import { openArrayFile } from './open.js';

beforeAll(() => tf.setBackend('cpu'));

/** With every law as often as the bar asks for, otherwise a sample. */
const numRuns = import.meta.env.MODE === 'all-laws' ? 2500 : 100;

const array = { dtype: 'I16', shape: [2, 2], values: Int16Array.of(1, 2, 3, 4) } as const;

const files: Readonly<Record<string, () => Promise<Uint8Array>>> = {
  'step-1.safetensors': async () => {
    const w = tf.tensor1d([1, 2]);
    const bytes = await encodeCheckpoint({ tensors: { w, constructor: w }, metadata: { a: 'b' } });
    w.dispose();
    return bytes;
  },
  'a.npz': () => encodeNpz({ array, other: array }, { compress: true }),
  'a.npy': async () => encodeNpy(array),
  'model.json': async () => {
    const quantization = { dtype: 'uint8', scale: 0.5, min: 1 };
    const weights = [
      { name: 'a', shape: [2], dtype: 'float32' },
      { name: 'b', shape: [2], dtype: 'float32', quantization },
      { name: 'c', shape: [2], dtype: 'string' },
    ];
    const model = { modelTopology: {}, weightsManifest: [{ paths: ['w.bin'], weights }] };
    return new TextEncoder().encode(JSON.stringify(model));
  },
};

/** Two numbers, two quantized ones, and two texts with their lengths. */
const weightFile = Buffer.from('0000803f000000400001010000006102000000c3a9', 'hex');

const change = fc.oneof(
  fc.record({
    kind: fc.constantFrom('bit', 'insert', 'cut', 'double'),
    at: fc.nat(),
    value: fc.nat(255),
  }),
);

function changed(
  bytes: Uint8Array,
  { kind, at, value }: { kind: string; at: number; value: number },
) {
  const place = at % bytes.length;
  const [before, after] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (kind === 'cut') return Buffer.from(before);
  if (kind === 'insert') return Buffer.concat([before, Buffer.of(value), after]);
  if (kind === 'double') return Buffer.concat([before, after, after]);
  const copy = Buffer.from(bytes);
  copy[place] = (copy[place] as number) ^ (1 << (value % 8));
  return copy;
}

describe('openArrayFile', () => {
  it.each(Object.keys(files))(
    'reads %s or says what is wrong with it, whatever has happened to it',
    async (name) => {
      const folder = temporaryFolder();
      written(folder, 'w.bin', weightFile);
      const bytes = (await files[name]?.()) as Uint8Array;
      const path = written(folder, name, bytes);
      const readAll = async () => {
        const file = await openArrayFile(path);
        try {
          for (const entry of file.entries) for await (const _ of entry.parts());
          return file.entries.length;
        } finally {
          await file.close();
        }
      };
      expect(await readAll()).toBeGreaterThan(0);
      await fc.assert(
        fc.asyncProperty(change, async (one) => {
          writeFileSync(path, changed(bytes, one));
          const start = performance.now();
          try {
            await readAll();
          } catch (error) {
            // Parts are read without the name of the file before their messages.
            if (!(error instanceof CliError)) expect(error).toMatchObject({ code: 'NADIR_FORMAT' });
            expect((error as Error).message).toMatch(/got .*, expected /s);
          }
          expect(performance.now() - start).toBeLessThan(1000);
        }),
        { numRuns },
      );
      expect(({} as Record<string, unknown>).dtype).toBeUndefined();
    },
  );
});
