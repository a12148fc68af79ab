import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectRefusedAtOnce } from '../../../test/refused-at-once.js';
import { decodeIdx } from './decode.js';

/** A file IDX: type, sizes of the axes, and the bytes of the values. */
function idx(type: number, shape: readonly number[], values: readonly number[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(4 + 4 * shape.length));
  view.setUint8(2, type);
  view.setUint8(3, shape.length);
  shape.forEach((size, axis) => {
    view.setUint32(4 + 4 * axis, size);
  });
  return Uint8Array.from([...new Uint8Array(view.buffer), ...values]);
}

describe('decodeIdx', () => {
  it.each([
    [0x08, 'U8', [1, 255], [1, 255]],
    [0x09, 'I8', [1, 255], [1, -1]],
    [0x0b, 'I16', [1, 2, 255, 255], [258, -1]],
    [0x0c, 'I32', [0, 0, 1, 2, 255, 255, 255, 255], [258, -1]],
    // 1.5 and −2 in IEEE 754.
    [0x0d, 'F32', [0x3f, 0xc0, 0, 0, 0xc0, 0, 0, 0], [1.5, -2]],
    [0x0e, 'F64', [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0, 0, 0, 0], [1.5, -2]],
  ])('reads type 0x%s, packed or not', async (type, dtype, bytes, expected) => {
    const file = idx(type, [2, 1], bytes);
    for (const given of [file, new Uint8Array(gzipSync(file))]) {
      const { values, ...rest } = await decodeIdx(given);
      expect(rest).toEqual({ dtype, shape: [2, 1] });
      expect([...values]).toEqual(expected);
    }
  });

  it('reads a single number, and arrays without any', async () => {
    expect([...(await decodeIdx(idx(8, [], [7]))).values]).toEqual([7]);
    expect(await decodeIdx(idx(8, [0, 28], []))).toEqual({
      dtype: 'U8',
      shape: [0, 28],
      values: new Uint8Array(),
    });
  });

  const packed = (file: Uint8Array) => new Uint8Array(gzipSync(file));
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'idx: got 0 bytes, expected 4.'],
    ['another format', Uint8Array.from([80, 75, 3, 4]), 'the bytes 504b0304 at its beginning'],
    ['an unknown type', idx(0x0a, [1], [1]), 'the bytes 00000a01 at its beginning'],
    ['too few bytes', idx(8, [3], [1, 2]), 'idx: got 2 bytes, expected 3. The file is cut off'],
    ['too many bytes', idx(8, [1], [1, 2]), 'got more bytes than its shape tells'],
    [
      'more than a gzip file can hold',
      packed(idx(8, [60_000, 28, 28], [1])),
      'idx: got U8 [60000,28,28] in ',
    ],
    [
      'torn gzip',
      packed(idx(8, [2], [1, 2])).subarray(0, -9),
      'idx: got gzip data that cannot be unpacked',
    ],
  ])('refuses %s', async (_, file, message) => {
    await expect(decodeIdx(file)).rejects.toThrow(message);
    await expect(decodeIdx(file)).rejects.toMatchObject({ code: 'NADIR_FORMAT' });
  });

  it('refuses in no time and memory what declares more than it has', async () => {
    const zeros = gzipSync(new Uint8Array(2 ** 26));
    const bomb = gzipSync(Buffer.concat([idx(8, [2 ** 31, 2], []), Buffer.alloc(2 ** 26)]));
    const huge = [2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1, 2 ** 32 - 1];
    for (const file of [idx(8, [2 ** 32 - 1], []), idx(0x0e, huge, []), bomb, zeros]) {
      await expectRefusedAtOnce(() => decodeIdx(file));
    }
    const honest = packed(idx(8, [4096], new Array(4096).fill(1)));
    await expect(decodeIdx(honest, { limitBytes: 4095 })).rejects.toThrow(
      'got U8 [4096], 4096 bytes, expected at most 4095. Pass a greater limitBytes',
    );
  });

  it('reads exactly what was written or throws a typed error, whatever happens to the bytes', async () => {
    const file = idx(8, [2, 3], [1, 2, 3, 4, 5, 6]);
    const mutation = fc.tuple(fc.boolean(), fc.nat(), fc.nat(255), fc.boolean());
    await fc.assert(
      fc.asyncProperty(mutation, async ([isPacked, at, value, isCut]) => {
        const whole = isPacked ? packed(file) : file.slice();
        const place = at % whole.length;
        const changed = isCut ? whole.slice(0, place) : whole.with(place, value);
        try {
          const { shape, values } = await decodeIdx(changed);
          expect(values.length).toBe(shape.reduce((size, n) => size * n, 1));
        } catch (error) {
          expect(error).toMatchObject({ code: 'NADIR_FORMAT' });
        }
      }),
      { numRuns: 300 },
    );
  });
});
