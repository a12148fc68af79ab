import { deflateRawSync } from 'node:zlib';
import { FormatError } from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NumpyArray } from './array.js';
import { decodeNpy, decodeNpz, encodeNpy, encodeNpz, openNpz } from './index.js';

/** With every law as often as the bar asks for, otherwise a sample. */
const numRuns = import.meta.env.MODE === 'all-laws' ? 5000 : 250;

const array: NumpyArray = {
  dtype: 'F32',
  shape: [2, 3],
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
};
const latin = (text: string) => Buffer.from(text, 'latin1');

/** A file `.npy` with a header, and so many bytes of values. */
function npy(header: string, valueBytes: number, version = 1): Uint8Array {
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUIntLE(header.length, 0, length.length);
  return Buffer.concat([
    latin('\x93NUMPY'),
    Buffer.of(version, 0),
    length,
    latin(header),
    Buffer.alloc(valueBytes),
  ]);
}

const plain = (descr: string, shape: string) =>
  `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

describe('decodeNpy refuses', () => {
  it.each<[string, Uint8Array, string]>([
    ['nothing', new Uint8Array(), 'no \\x93NUMPY at the beginning'],
    ['text', latin('a,b,c\n1,2,3\n'), 'no \\x93NUMPY at the beginning'],
    [
      'a version of the future',
      npy(plain("'<f4'", '(1,)'), 4, 9),
      'got version 9.0, expected 1, 2 or 3',
    ],
    ['a header beyond the end', npy(plain("'<f4'", '(1,)'), 4).subarray(0, 40), 'got a header of'],
    ['a file that ends in the length', latin('\x93NUMPY\x02\x00\x01'), 'got a header of'],
    [
      'a header of megabytes',
      npy(plain("'<f4'", `(${' '.repeat(20_000)})`), 4),
      'expected at most 10000',
    ],
    ['no dictionary', npy('[1, 2]', 4), 'got "[1, 2]" at character 0 of the header, expected `{`'],
    ['a key twice', npy("{'descr': '<f4', 'descr': '<f4'}", 4), 'got `descr` twice'],
    ['a missing key', npy("{'descr': '<f4', 'shape': (1,)}", 4), 'got no `fortran_order`'],
    [
      'an unknown key',
      npy("{'descr': '<f4', 'x': 1}", 4),
      `got " 'x': 1}" at character 16 of the header`,
    ],
    ['something after the dictionary', npy(`${plain("'<f4'", '(1,)')}x`, 4), 'at character'],
    ['a shape in a text', npy(plain("'<f4'", "'(1,)'"), 4), 'got no `shape`'],
    ['a negative size', npy(plain("'<f4'", '(-1,)'), 4), 'at character'],
    ['two sizes without a comma', npy(plain("'<f4'", '(1 2)'), 8), 'got the `shape` (1 2)'],
    ['a size that no number holds', npy(plain("'<f4'", `(${2n ** 63n},)`), 4), 'got the `shape`'],
    [
      'sizes that overflow',
      npy(plain("'<f4'", `(${2 ** 40}, ${2 ** 40})`), 4),
      'got 4 bytes of values',
    ],
    [
      '4 GB in a small file',
      npy(plain("'<f4'", '(1073741824,)'), 900),
      'got 900 bytes of values, expected 4294967296',
    ],
    [
      'a byte too few',
      npy(plain("'<f8'", '(2,)'), 15),
      'got 15 bytes of values, expected 16 for F64 [2]',
    ],
    ['a byte too many', npy(plain("'<f8'", '(2,)'), 17), 'got 17 bytes of values'],
    [
      'a dtype that is none',
      npy(plain("'<f3'", '(2,)'), 6),
      'got the dtype "<f3", expected one of b1, u1',
    ],
    ['no byte order for several bytes', npy(plain("'|f4'", '(2,)'), 8), 'got the dtype "|f4"'],
    ['a header that is not UTF-8', npy(`\xff${plain("'<f4'", '(2,)')}`, 8, 3), 'not UTF-8'],
  ])('%s', async (_, bytes, message) => {
    await expect(decodeNpy(bytes)).rejects.toThrow(FormatError);
    await expect(decodeNpy(bytes)).rejects.toThrow(message);
  });
});

it('decodeNpy reads what Python 2 has written', async () => {
  const bytes = npy("{'shape': (2L, 1L), 'fortran_order': False, 'descr': '<f4'}", 8);
  expect((await decodeNpy(bytes)).shape).toEqual([2, 1]);
});

/** A zip file of entries that all begin at the same place, its headers saying what they are told to. */
function zip(names: readonly string[], packed: Uint8Array, unpackedBytes: number, method: 0 | 8) {
  /** A header up to the length of the name; `at` is where both kinds begin to be alike. */
  const header = (signature: number, length: number, at: number, name: string) => {
    const buffer = Buffer.alloc(length);
    buffer.writeUInt32LE(signature, 0);
    buffer.writeUInt16LE(method, at);
    buffer.writeUInt32LE(packed.length, at + 10);
    buffer.writeUInt32LE(unpackedBytes, at + 14);
    buffer.writeUInt16LE(name.length, at + 18);
    return Buffer.concat([buffer, latin(name)]);
  };
  const local = header(0x04034b50, 30, 8, names[0] as string);
  const directory = Buffer.concat(names.map((name) => header(0x02014b50, 46, 10, name)));
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(local.length + packed.length, 16);
  return Buffer.concat([local, packed, directory, end]);
}

const zeros = deflateRawSync(
  Buffer.concat([npy(plain("'|u1'", `(${2 ** 28},)`), 0), Buffer.alloc(2 ** 28)]),
);

describe('an archive that would fill the memory', () => {
  const head = deflateRawSync(npy(plain("'<f4'", '(1073741824,)'), 4096));
  const letters = [...'abcdefghijklmnop'].map((letter) => `${letter}.npy`);
  const bombs: [string, Uint8Array, string][] = [
    [
      'that tells of 4 GB',
      zip(['x.npy'], new Uint8Array(2 ** 20), 2 ** 32 - 2, 8),
      'in 1048576 for "x", expected at most',
    ],
    [
      'whose stored array is larger than itself',
      zip(['x.npy'], new Uint8Array(64), 2 ** 31, 0),
      'in 64 for "x"',
    ],
    [
      'of which sixteen arrays share their bytes',
      zip(letters, zeros, 2 ** 28, 8),
      'expected no more than fit into it',
    ],
    ['whose header tells of 4 GB', zip(['x.npy'], head, 4096 + 85, 8), 'npz "x": got'],
    ['that unpacks to more than it tells', zip(['x.npy'], zeros, 2000, 8), 'npz "x": got'],
    [
      'that is true to its word',
      zip(['x.npy'], zeros, 2 ** 28 + 128, 8),
      'expected at most 1000000. Pass a greater limitBytes',
    ],
  ];
  it.each(bombs)('%s is refused at once', async (_, bytes, message) => {
    const limits = { limitBytes: 1_000_000 };
    // What is compiled and loaded on the first call is no part of the file.
    await decodeNpz(bytes, limits).catch(() => {});
    const used = () => process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    // Time of the processor: other programs may have it meanwhile.
    const before = { bytes: used(), time: process.cpuUsage() };
    await expect(decodeNpz(bytes, limits)).rejects.toThrow(FormatError);
    const { user, system } = process.cpuUsage(before.time);
    expect(user + system).toBeLessThan(50_000);
    expect(used() - before.bytes).toBeLessThan(10e6);
    await expect(decodeNpz(bytes, limits)).rejects.toThrow(message);
  });
});

it('parts of an array are read in little memory, however much it unpacks to', async () => {
  const headBytes = npy(plain("'|u1'", `(${2 ** 28},)`), 0).length;
  const file = await openNpz(zip(['x.npy'], zeros, headBytes + 2 ** 28, 8));
  const before = process.memoryUsage().arrayBuffers;
  let bytes = 0;
  let most = 0;
  const readThrough = async () => {
    for await (const part of file.parts('x')) {
      bytes += part.byteLength;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    }
  };
  // The checksum is known to be wrong at the end only, and takes the last part with it.
  await expect(readThrough()).rejects.toThrow('Invalid CRC32');
  expect(bytes).toBeGreaterThan(2 ** 28 - 2 ** 22);
  expect(most).toBeLessThan(2 ** 27);
});

describe('an archive', () => {
  it.each<[string, Uint8Array, string]>([
    [
      'that is none',
      latin('no archive, but text that goes on for a while'),
      'got a damaged archive',
    ],
    ['without a byte', new Uint8Array(), 'got a damaged archive'],
    [
      'with a damaged array',
      zip(['x.npy'], encodeNpy(array), encodeNpy(array).length, 0),
      'npz "x": got a damaged archive (Invalid CRC32)',
    ],
    [
      'of a method that is none',
      zip(['x.npy'], new Uint8Array(9), 9, 8),
      'npz "x": got a damaged archive',
    ],
  ])('%s is refused', async (_, bytes, message) => {
    await expect(decodeNpz(bytes)).rejects.toThrow(FormatError);
    await expect(decodeNpz(bytes)).rejects.toThrow(message);
  });

  it('with an array twice is refused', async () => {
    const bytes = encodeNpy(array);
    const twice = zip(['x.npy', 'x.npy'], bytes, bytes.length, 0);
    await expect(openNpz(twice)).rejects.toThrow('got the array "x" twice');
  });

  it('changes no prototype, whatever its names are', async () => {
    const bytes = await encodeNpz(
      Object.fromEntries(
        ['__proto__', 'constructor', '../x', '', '\u001b[31m'].map((name) => [name, array]),
      ),
    );
    const content = await decodeNpz(bytes);
    expect(Object.keys(content)).toEqual(['__proto__', 'constructor', '../x', '', '\u001b[31m']);
    expect(Object.getPrototypeOf(content)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).dtype).toBeUndefined();
  });
});

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('bit'), at: fc.nat(), value: fc.nat(7) }),
  fc.record({ kind: fc.constant('byte'), at: fc.nat(), value: fc.nat(255) }),
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), value: fc.constant(0) }),
  fc.record({ kind: fc.constant('insert'), at: fc.nat(), value: fc.nat(255) }),
  fc.record({ kind: fc.constant('append'), at: fc.nat(64), value: fc.nat(255) }),
);

function mutate(
  bytes: Uint8Array,
  { kind, at, value }: { kind: string; at: number; value: number },
) {
  const place = at % bytes.length;
  if (kind === 'cut') return bytes.slice(0, place);
  if (kind === 'append') return Buffer.concat([bytes, Buffer.alloc(at + 1, value)]);
  if (kind === 'insert')
    return Buffer.concat([bytes.subarray(0, place), Buffer.of(value), bytes.subarray(place)]);
  const changed = bytes.slice();
  const old = changed[place] as number;
  changed[place] = kind === 'bit' ? old ^ (1 << value) : value;
  return changed;
}

describe('whatever has happened to its bytes', () => {
  it('an archive is read exactly, in part, or refused with a reason', async () => {
    const other: NumpyArray = { dtype: 'I16', shape: [100], values: new Int16Array(100).fill(7) };
    const content = { array, other };
    for (const compress of [false, true]) {
      const bytes = await encodeNpz(content, { compress });
      await fc.assert(
        fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 3 }), async (mutations) => {
          const changed = mutations.reduce(
            (file, one) => (file.length === 0 ? file : mutate(file, one)),
            bytes,
          );
          const start = performance.now();
          try {
            const read = await decodeNpz(changed);
            // The directory may have lost a name; no array may have other values.
            for (const one of Object.values(read)) expect([array, other]).toContainEqual(one);
          } catch (error) {
            if (!(error instanceof FormatError)) throw error;
            expect(error.message).toMatch(/^npz.*: got .*, expected /s);
          }
          expect(performance.now() - start).toBeLessThan(1000);
        }),
        { numRuns },
      );
    }
  });

  it('a file of one array is read or refused with a reason', async () => {
    const bytes = encodeNpy(array);
    await fc.assert(
      fc.asyncProperty(mutation, async (one) => {
        try {
          await decodeNpy(mutate(bytes, one));
        } catch (error) {
          if (!(error instanceof FormatError)) throw error;
          expect(error.message).toMatch(/^npy: got .*, expected /s);
        }
      }),
      { numRuns },
    );
  });
});
