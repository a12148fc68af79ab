import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bytesOf, entry, file } from '../../../test/safetensors-file.js';
import { FormatError } from '../../errors.js';
import { decodeSafetensors } from './decode.js';
import { openSafetensors } from './open.js';

/** Tensors as the reference reader finds them: name, dtype, shape, bytes in hexadecimal digits. */
type Found = readonly [string, string, readonly number[], string];

interface FileCase {
  readonly name: string;
  readonly file: string;
  /** `null` where it refuses the file. */
  readonly tensors: readonly Found[] | null;
}

const { cases } = JSON.parse(
  readFileSync(new URL('../../../../testing/golden/safetensors.json', import.meta.url), 'utf8'),
) as { cases: readonly { readonly name: string }[] };
const files = cases.filter((one): one is FileCase => 'tensors' in one);
const caseOf = <T>(name: string) => cases.find((one) => one.name === name) as T;

beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => tf.engine().startScope());
afterEach(() => tf.engine().endScope());

describe('as the reference reader', () => {
  it.each(files)('$name', async ({ file, tensors: expected }) => {
    const bytes = bytesOf(file);
    if (expected === null) {
      expect(() => decodeSafetensors(bytes)).toThrow(FormatError);
      await expect(openSafetensors(bytes)).rejects.toThrow(FormatError);
      return;
    }
    const content = decodeSafetensors(bytes);
    const shapes = [...Object.entries(content.tensors), ...Object.entries(content.arrays)].map(
      ([name, { shape }]) => [name, shape],
    );
    expect(shapes.sort()).toEqual(expected.map(([name, , shape]) => [name, shape]).sort());

    const opened = await openSafetensors(bytes);
    const infos = opened.names.map((name) => {
      const { dtype, shape, bytes } = opened.info(name);
      return [name, dtype, shape, bytes];
    });
    const wanted = expected.map(([name, dtype, shape, hex]) => [
      name,
      dtype,
      shape,
      hex.length / 2,
    ]);
    expect(infos.sort()).toEqual(wanted.sort());
    for (const [name, dtype, , hex] of expected) {
      const { values } = await opened.read(name);
      // Those that are decoded are held against values below.
      if (/^(BOOL|F16|BF16|F8_E4M3|F8_E5M2)$/.test(dtype)) continue;
      const { buffer, byteOffset, byteLength } = values;
      expect(Buffer.from(buffer, byteOffset, byteLength).toString('hex')).toBe(hex);
    }
  });

  it('one header with any byte in any place', () => {
    const { file, accepted } = caseOf<{ file: string; accepted: string }>('each byte changed');
    const [bytes, verdicts] = [bytesOf(file), bytesOf(accepted)];
    const disagreements: string[] = [];
    let count = 0;
    for (let i = 0; i < 256 * bytes.length; i++) {
      const expected = ((verdicts[i >> 3] as number) >> (7 - (i & 7))) & 1;
      const changed = bytes.slice();
      changed[i >> 8] = i & 255;
      const given = tf.tidy(() => {
        try {
          return Number(decodeSafetensors(changed).metadata !== undefined);
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          return 0;
        }
      });
      count += expected;
      if (given !== expected) disagreements.push(`${i & 255} at ${i >> 8}: got ${given}`);
    }
    expect(disagreements).toEqual([]);
    expect(count).toBeGreaterThan(1000);
  });

  it.each(['F8_E4M3', 'F8_E5M2', 'F16', 'BF16'])('values of %s', (dtype) => {
    const { words = Array.from({ length: 256 }, (_, i) => i), values } = caseOf<{
      words?: number[];
      values: (number | string)[];
    }>(`values of ${dtype}`);
    const width = dtype.startsWith('F8') ? 1 : 2;
    const size = width * words.length;
    const bytes = file(`{"w":${entry(dtype, `[${words.length}]`, 0, size)}}`, size);
    const data = new DataView(bytes.buffer, bytes.length - size);
    words.forEach((word, i) => {
      if (width === 1) data.setUint8(i, word);
      else data.setUint16(2 * i, word, true);
    });
    const { w } = decodeSafetensors(bytes).tensors;
    expect(w?.dtype).toBe('float32');
    expect([...(w as tf.Tensor).dataSync()]).toEqual(values.map(Number));
  });
});
