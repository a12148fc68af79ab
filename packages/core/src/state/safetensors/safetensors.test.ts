import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { bytesOf, entry, file, fixture } from '../../../test/safetensors-file.js';
import { OptionError } from '../../errors.js';
import { decodeSafetensors } from './decode.js';
import { encodeSafetensors } from './encode.js';

const numbers = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];

/** From the same package: one tensor of each of the other dtypes that are read. */
const otherDtypes = bytesOf(
  'WAEAAAAAAAB7Imk2NCI6eyJkdHlwZSI6Ikk2NCIsInNoYXBlIjpbMl0sImRhdGFfb2Zmc2V0cyI6WzAsMTZdfSwiYnJhaW4i' +
    'OnsiZHR5cGUiOiJCRjE2Iiwic2hhcGUiOlszXSwiZGF0YV9vZmZzZXRzIjpbMTYsMjJdfSwiaGFsZiI6eyJkdHlwZSI6IkYx' +
    'NiIsInNoYXBlIjpbN10sImRhdGFfb2Zmc2V0cyI6WzIyLDM2XX0sImkxNiI6eyJkdHlwZSI6IkkxNiIsInNoYXBlIjpbMl0s' +
    'ImRhdGFfb2Zmc2V0cyI6WzM2LDQwXX0sImk4Ijp7ImR0eXBlIjoiSTgiLCJzaGFwZSI6WzJdLCJkYXRhX29mZnNldHMiOls0' +
    'MCw0Ml19LCJ1OCI6eyJkdHlwZSI6IlU4Iiwic2hhcGUiOlsyXSwiZGF0YV9vZmZzZXRzIjpbNDIsNDRdfX0gIAAAAID/////' +
    '////fwAAAACAP0nAf38APADB/3sBAAAEAHxVNQCA/3+AfwD/',
);

beforeAll(() => tf.setBackend('cpu'));

describe('decodeSafetensors', () => {
  it('reads a file of the Python package', () => {
    const { tensors, metadata } = decodeSafetensors(fixture);
    expect(metadata).toEqual({ epoch: '12' });
    const written = Object.entries(tensors).map(([name, t]) => [
      name,
      t.dtype,
      t.shape,
      numbers(t),
    ]);
    expect(written).toEqual([
      ['a.bias', 'float32', [2], [2 ** -149, 3.4028234663852886e38]],
      ['empty', 'float32', [0, 4], []],
      ['weight', 'float32', [2, 3], [1.5, -2, 3.25, 0, Infinity, -0]],
      ['count', 'int32', [], [-7]],
      ['mask', 'bool', [3], [1, 0, 1]],
    ]);
  });

  it('reads narrower dtypes as float32 or int32, exactly', () => {
    const { tensors } = decodeSafetensors(otherDtypes);
    const written = Object.entries(tensors).map(([name, t]) => [name, t.dtype, numbers(t)]);
    expect(written).toEqual([
      ['i64', 'int32', [-(2 ** 31), 2 ** 31 - 1]],
      ['brain', 'float32', [1, -3.140625, 3.3895313892515355e38]],
      ['half', 'float32', [1, -2.5, 65504, 2 ** -24, 2 ** -14, Infinity, 0.333251953125]],
      ['i16', 'int32', [-32768, 32767]],
      ['i8', 'int32', [-128, 127]],
      ['u8', 'int32', [0, 255]],
    ]);
  });

  it('gives as typed arrays what tensors cannot hold exactly, beside the tensors', () => {
    const header = [
      `"double":${entry('F64', '[2]', 0, 16)}`,
      `"long":${entry('I64', '[1]', 16, 24)}`,
      `"ulong":${entry('U64', '[1]', 24, 32)}`,
      `"uint":${entry('U32', '[1,1]', 32, 36)}`,
      `"scale":${entry('F8_E8M0', '[2]', 36, 38)}`,
      `"w":${entry('U8', '[2]', 38, 40)}`,
    ].join();
    const bytes = file(`{${header}}`, 40);
    const data = new DataView(bytes.buffer, bytes.length - 40);
    data.setFloat64(0, 0.1, true);
    data.setFloat64(8, -1e300, true);
    data.setBigInt64(16, -(2n ** 63n), true);
    data.setBigUint64(24, 2n ** 64n - 1n, true);
    data.setUint32(32, 2 ** 31, true);
    data.setUint8(36, 127);
    data.setUint8(37, 255);
    data.setUint8(39, 7);
    const { tensors, arrays } = decodeSafetensors(bytes);
    expect(arrays).toEqual({
      double: { dtype: 'F64', shape: [2], values: Float64Array.of(0.1, -1e300) },
      long: { dtype: 'I64', shape: [1], values: BigInt64Array.of(-(2n ** 63n)) },
      ulong: { dtype: 'U64', shape: [1], values: BigUint64Array.of(2n ** 64n - 1n) },
      uint: { dtype: 'U32', shape: [1, 1], values: Uint32Array.of(2 ** 31) },
      scale: { dtype: 'F8_E8M0', shape: [2], values: Uint8Array.of(127, 255) },
    });
    expect(Object.keys(tensors)).toEqual(['w']);
    expect(numbers(tensors.w)).toEqual([0, 7]);
  });

  it('reads complex numbers, truths of any byte, and wide integers that fit', () => {
    const header = [
      `"c":${entry('C64', '[2]', 0, 16)}`,
      `"long":${entry('I64', '[1]', 16, 24)}`,
      `"uint":${entry('U32', '[1]', 24, 28)}`,
      `"truths":${entry('BOOL', '[3]', 28, 31)}`,
    ].join();
    const bytes = file(`{${header}}`, 31);
    const data = new DataView(bytes.buffer, bytes.length - 31);
    [1, -2, 0.5, 4].forEach((part, i) => {
      data.setFloat32(4 * i, part, true);
    });
    data.setBigInt64(16, -5n, true);
    data.setUint32(24, 9, true);
    data.setUint8(29, 1);
    data.setUint8(30, 2);
    const { tensors, arrays } = decodeSafetensors(bytes);
    expect(arrays).toEqual({});
    const written = Object.entries(tensors).map(([name, t]) => [name, t.dtype, numbers(t)]);
    expect(written).toEqual([
      ['c', 'complex64', [1, -2, 0.5, 4]],
      ['long', 'int32', [-5]],
      ['uint', 'int32', [9]],
      ['truths', 'bool', [0, 1, 1]],
    ]);
  });

  it('shares nothing with the bytes, of whatever kind and place they are', () => {
    const inside = Buffer.concat([Buffer.from([9]), fixture]).subarray(1);
    const { weight } = decodeSafetensors(inside).tensors;
    inside.fill(0);
    expect(numbers(weight)).toEqual([1.5, -2, 3.25, 0, Infinity, -0]);
  });

  it('takes spaces after the header and white space within it, as JSON allows', () => {
    const header = `{ "w"\t:\n${entry('F32', '[ 1 , 1 ]', 0, 4)} , "__metadata__" : { } }   `;
    const { tensors } = decodeSafetensors(file(header, 4));
    expect(tensors.w?.shape).toEqual([1, 1]);
  });

  it('takes files without tensors, and shapes of many sizes', () => {
    expect(decodeSafetensors(file('{}'))).toEqual({ tensors: {}, arrays: {}, metadata: {} });
    const ones = `[${Array(20).fill(1).join()}]`;
    const { tensors } = decodeSafetensors(file(`{"w":${entry('F32', ones, 0, 4)}}`, 4));
    expect(tensors.w?.rank).toBe(20);
  });

  it('keeps names and texts as they are', () => {
    const header = `{"__proto__":${entry('U8', '[1]', 0, 1)},"a\\u00e9\\n\\"":${entry('U8', '[]', 1, 2)},"__metadata__":{"__proto__":"x","constructor":"ü\\\\"}}`;
    const { tensors, metadata } = decodeSafetensors(file(header, 2));
    expect(Object.keys(tensors)).toEqual(['__proto__', 'aé\n"']);
    expect(Object.entries(metadata)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'ü\\'],
    ]);
    expect(Object.getPrototypeOf(tensors)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});

describe('encodeSafetensors', () => {
  it('writes the bytes that the Python package writes', async () => {
    const { tensors, metadata } = decodeSafetensors(fixture);
    const backwards = Object.fromEntries(Object.entries(tensors).reverse());
    expect(await encodeSafetensors(backwards, metadata)).toEqual(fixture);
  });

  it('writes what decodeSafetensors reads', async () => {
    const shape = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 4 });
    const uint32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
    const one = fc.record({ dtype: fc.constantFrom('float32', 'int32', 'bool'), shape, uint32 });
    const name = fc
      .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'toString', '0', '"'))
      .filter((text) => text !== '__metadata__');
    const text = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, one)), text, async (list, metadata) => {
        const tensors = Object.fromEntries(
          list.map(([name, { dtype, shape, uint32 }]) => {
            // Any bits, also those of NaN.
            const size = tf.util.sizeFromShape(shape);
            const bits = Uint32Array.from({ length: size }, (_, i) => Math.imul(uint32, i + 1));
            if (dtype === 'float32') {
              return [name, tf.tensor(new Float32Array(bits.buffer), shape)];
            }
            if (dtype === 'int32') return [name, tf.tensor(new Int32Array(bits.buffer), shape)];
            return [
              name,
              tf.tensor(
                Uint8Array.from(bits, (b) => b & 1),
                shape,
                'bool',
              ),
            ];
          }),
        );
        const bytes = await encodeSafetensors(tensors, metadata);
        expect((bytes[8] as number) - '{'.charCodeAt(0)).toBe(0);
        expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0);
        const back = decodeSafetensors(bytes);
        expect(Object.entries(back.metadata).sort()).toEqual(Object.entries(metadata).sort());
        expect(Object.keys(back.tensors).sort()).toEqual(Object.keys(tensors).sort());
        for (const [name, given] of Object.entries(tensors)) {
          const read = back.tensors[name] as tf.Tensor;
          expect([read.dtype, read.shape]).toEqual([given.dtype, given.shape]);
          const raw = (t: tf.Tensor) => {
            const values = t.dataSync();
            return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
          };
          expect(raw(read)).toEqual(raw(given));
        }
        tf.dispose([tensors, back.tensors]);
      }),
    );
  });

  it('writes the values at the time of the call, and leaves no tensor behind', async () => {
    const w = tf.variable(tf.tensor1d([1, 2]));
    const before = tf.memory().numTensors;
    let promise = Promise.resolve(new Uint8Array());
    tf.tidy(() => {
      promise = encodeSafetensors({ w, inTidy: tf.tensor1d([3]) });
    });
    const next = tf.tensor1d([8, 9]);
    w.assign(next);
    next.dispose();
    const { tensors } = decodeSafetensors(await promise);
    expect([numbers(tensors.w), numbers(tensors.inTidy)]).toEqual([[1, 2], [3]]);
    tf.dispose(tensors);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses what the format cannot hold', async () => {
    const one = tf.scalar(1);
    const gone = tf.scalar(1);
    gone.dispose();
    const refused: [Record<string, unknown>, Record<string, unknown>, RegExp][] = [
      [{ __metadata__: one }, {}, /got the name "__metadata__"/],
      [{ '\ud800': one }, {}, /well-formed text other than/],
      [{ w: tf.tensor1d(['text']) }, {}, /got string for "w", expected a tensor of float32, int32/],
      [{ w: tf.complex([1], [2]) }, {}, /got complex64 for "w"/],
      [{ w: 3 }, {}, /got 3 for "w"/],
      [{ w: undefined }, {}, /got undefined for "w"/],
      [{ one, w: gone }, {}, /got a disposed tensor for "w"/],
      [{ one }, { epoch: 12 }, /got 12 for the metadata "epoch"/],
      [{ one }, { epoch: '\udc00' }, /for the metadata "epoch", expected well-formed text/],
    ];
    const before = tf.memory().numTensors;
    for (const [tensors, metadata, message] of refused) {
      const promise = encodeSafetensors(tensors as never, metadata as never);
      await expect(promise).rejects.toThrow(message);
      await expect(promise).rejects.toBeInstanceOf(OptionError);
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
