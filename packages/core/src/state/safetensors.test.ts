import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { FormatError, OptionError } from '../errors.js';
import { decodeSafetensors, encodeSafetensors } from './safetensors.js';

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));
const numbers = (tensor: tf.Tensor | undefined) => [...(tensor as tf.Tensor).dataSync()];

/** A file of the parts given; the length is that of the header unless told. */
function file(header: string, dataBytes = 0, length?: number): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true);
  bytes.set(text, 8);
  return bytes;
}

const entry = (dtype: string, shape: string, begin: number, end: number) =>
  `{"dtype":"${dtype}","shape":${shape},"data_offsets":[${begin},${end}]}`;

/**
 * Written by the Python package safetensors 0.8.0 with torch 2.13.0: `save(tensors, {'epoch': '12'})`
 * of the tensors in the test below.
 */
const fixture = bytesOf(
  'SAEAAAAAAAB7Il9fbWV0YWRhdGFfXyI6eyJlcG9jaCI6IjEyIn0sImEuYmlhcyI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpb' +
    'Ml0sImRhdGFfb2Zmc2V0cyI6WzAsOF19LCJlbXB0eSI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMCw0XSwiZGF0YV9vZmZz' +
    'ZXRzIjpbOCw4XX0sIndlaWdodCI6eyJkdHlwZSI6IkYzMiIsInNoYXBlIjpbMiwzXSwiZGF0YV9vZmZzZXRzIjpbOCwzMl19' +
    'LCJjb3VudCI6eyJkdHlwZSI6IkkzMiIsInNoYXBlIjpbXSwiZGF0YV9vZmZzZXRzIjpbMzIsMzZdfSwibWFzayI6eyJkdHlw' +
    'ZSI6IkJPT0wiLCJzaGFwZSI6WzNdLCJkYXRhX29mZnNldHMiOlszNiwzOV19fSAgAQAAAP//f38AAMA/AAAAwAAAUEAAAAAA' +
    'AACAfwAAAID5////AQAB',
);

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

  it('refuses what could not be held exactly, by the name of the tensor', () => {
    const two31 = bytesOf(
      'OAAAAAAAAAB7ImJhZCI6eyJkdHlwZSI6Ikk2NCIsInNoYXBlIjpbMV0sImRhdGFfb2Zmc2V0cyI6WzAsOF19fQAAAIAAAAAA',
    );
    expect(() => decodeSafetensors(two31)).toThrow(
      'got the I64 number 2147483648 in "bad", expected numbers that int32 can hold.',
    );
    for (const dtype of [
      'F64',
      'U64',
      'U32',
      'F8_E4M3',
      'C64',
      'constructor',
      '__proto__',
      'f32',
    ]) {
      const bytes = file(`{"w":${entry(dtype, '[1]', 0, 8)}}`, 8);
      expect(() => decodeSafetensors(bytes)).toThrow(FormatError);
      expect(() => decodeSafetensors(bytes)).toThrow(`got the dtype "${dtype}" for "w"`);
    }
    const two = file(`{"w":${entry('BOOL', '[2]', 0, 2)}}`, 2);
    two[two.length - 1] = 2;
    expect(() => decodeSafetensors(two)).toThrow('got the byte 2 in the BOOL "w"');
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
    expect(decodeSafetensors(file('{}'))).toEqual({ tensors: {}, metadata: {} });
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

  const f32 = entry('F32', '[1]', 0, 4);
  it.each([
    ['nothing', new Uint8Array(), 'got 0 bytes, expected at least 8'],
    ['7 bytes', new Uint8Array(7), 'got 7 bytes'],
    ['no header', new Uint8Array(8), 'got the end of the header'],
    [
      'a header longer than the file',
      file('{}', 0, 3),
      'header length of 3 bytes, expected at most 2',
    ],
    ['a huge header length', file('{}', 0, 2 ** 63), 'header length of 9223372036854775808'],
    ['a space before the header', file(' {}'), 'got " " at character 0'],
    ['a byte order mark', file('\ufeff{}'), 'at character 0'],
    ['a list', file('[]'), 'expected `{`'],
    ['text that is not UTF-8', file('{}').fill(0xff, 9, 10), 'not UTF-8'],
    ['something after the header', file('{} x'), 'got "x" at character 3'],
    ['a line end after the header', file('{}\n'), 'expected only spaces'],
    ['two objects', file('{}{}'), 'got "{" at character 2'],
    ['no end', file('{"w":'), 'the end of the header'],
    ['a comma too many', file(`{"w":${f32},}`, 4), 'expected a string'],
    ['a tensor twice', file(`{"w":${f32},"w":${f32}}`, 4), 'got "w" twice'],
    ['a tensor twice, once escaped', file(`{"w":${f32},"\\u0077":${f32}}`, 4), 'got "w" twice'],
    ['metadata twice', file('{"__metadata__":{},"__metadata__":{}}'), '"__metadata__" twice'],
    ['a metadata name twice', file('{"__metadata__":{"a":"1","a":"2"}}'), '"a" twice'],
    ['metadata that are numbers', file('{"__metadata__":{"a":1}}'), 'got "1" at character 21'],
    ['a field twice', file('{"w":{"shape":[],"shape":[]}}'), 'got "shape" twice'],
    [
      'an unknown field',
      file(f32.replace('dtype', 'type').replace(/.*/, '{"w":$&}'), 4),
      '"type" in "w"',
    ],
    ['no shape', file('{"w":{"dtype":"F32","data_offsets":[0,4]}}', 4), 'incomplete entry "w"'],
    ['one offset', file('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0]}}'), 'incomplete'],
    [
      'three offsets',
      file('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}}'),
      'incomplete',
    ],
    ['null', file('{"w":null}'), 'expected `{`'],
    ['a negative size', file(`{"w":${entry('F32', '[-1]', 0, 4)}}`, 4), 'expected an integer'],
    ['a fraction', file(`{"w":${entry('F32', '[1.0]', 0, 4)}}`, 4), 'expected an integer'],
    ['an exponent', file(`{"w":${entry('F32', '[1e0]', 0, 4)}}`, 4), 'expected an integer'],
    ['a leading zero', file(`{"w":${entry('F32', '[01]', 0, 4)}}`, 4), 'expected an integer'],
    ['a size beyond 2⁵³', file(`{"w":${entry('F32', '[9007199254740993]', 0, 4)}}`, 4), 'integer'],
    [
      'a size of 17 digits',
      file(`{"w":${entry('F32', '[10000000000000000]', 0, 4)}}`, 4),
      'integer',
    ],
    [
      'sizes whose product is inexact before a 0',
      file(`{"w":${entry('F32', '[9007199254740991,9007199254740991,0]', 0, 0)}}`),
      'got 0 bytes',
    ],
    [
      'too few bytes for the shape',
      file(`{"w":${entry('F32', '[2]', 0, 4)}}`, 4),
      'got 4 bytes for "w" F32 [2], expected 8',
    ],
    ['too many bytes for the shape', file(`{"w":${entry('F32', '[1]', 0, 8)}}`, 8), 'expected 4'],
    ['data that begin late', file(`{"w":${entry('U8', '[1]', 1, 2)}}`, 2), 'expected a begin of 0'],
    [
      'a hole',
      file(`{"a":${entry('U8', '[1]', 0, 1)},"b":${entry('U8', '[1]', 2, 3)}}`, 3),
      'a begin of 1',
    ],
    [
      'an overlap',
      file(`{"a":${entry('U8', '[2]', 0, 2)},"b":${entry('U8', '[2]', 1, 3)}}`, 3),
      'a begin of 2',
    ],
    [
      'an end before the begin',
      file(`{"a":${entry('U8', '[2]', 0, 2)},"b":${entry('U8', '[0]', 2, 1)}}`, 2),
      '[2,1]',
    ],
    ['an end beyond the file', file(`{"w":${entry('U8', '[2]', 0, 2)}}`, 1), 'an end of at most 1'],
    ['data that no tensor has', file(`{"w":${f32}}`, 5), 'got 5 bytes of data, expected 4'],
    ['a control character', file('{"\n":{}}'), 'malformed string at character 1'],
    ['an unknown escape', file('{"\\x":{}}'), 'malformed string'],
    ['half a surrogate pair', file(`{"\\ud800":${f32}}`, 4), 'expected well-formed text'],
    ['a string without end', file('{"w'), 'malformed string'],
    ['a string that ends in an escape', file('{"w\\'), 'malformed string'],
  ])('refuses %s', (_, bytes, message) => {
    const before = tf.memory().numTensors;
    expect(() => decodeSafetensors(bytes)).toThrow(FormatError);
    expect(() => decodeSafetensors(bytes)).toThrow(message);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('refuses a header beyond 100 MB, though the file has it', () => {
    expect(() => decodeSafetensors(file('{}', 100_000_000, 100_000_001))).toThrow(
      'got a header length of 100000001 bytes, expected at most 100000000',
    );
  });

  it('refuses a long string without end in time that grows with its length', () => {
    expect(() => decodeSafetensors(file(`{"${'\\\\'.repeat(2_000_000)}`))).toThrow(FormatError);
  });

  it('refuses what are no bytes, with the call to write', () => {
    expect(() => decodeSafetensors(fixture.buffer as never)).toThrow(OptionError);
    expect(() => decodeSafetensors(null as never)).toThrow(/got null, expected a Uint8Array/);
  });

  /** Decodes if it can; anything but a FormatError fails the test. */
  function decodeOrRefuse(bytes: Uint8Array) {
    try {
      return decodeSafetensors(bytes);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      return undefined;
    }
  }

  it('refuses each shorter part of a file', () => {
    for (let length = 0; length < fixture.length; length++) {
      expect(() => decodeSafetensors(fixture.subarray(0, length))).toThrow(FormatError);
    }
  });

  it('refuses a file with one byte changed, or finds tensors of the same size in it', () => {
    const dataStart = 8 + new DataView(fixture.buffer).getUint32(0, true);
    const change = fc.record({
      at: fc.integer({ min: 0, max: dataStart - 1 }),
      to: fc.oneof(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 0x20, max: 0x7e })),
    });
    let decoded = 0;
    fc.assert(
      fc.property(change, ({ at, to }) => {
        const bytes = fixture.slice();
        bytes[at] = to;
        const content = decodeOrRefuse(bytes);
        if (content === undefined) return;
        decoded++;
        const tensors = Object.values(content.tensors);
        const size = { float32: 4, int32: 4, bool: 1 } as Record<string, number>;
        const held = tensors.map((t) => t.dataSync().length * (size[t.dtype] as number));
        // I8 for I32 and the like change sizes, so the data are covered by the same sizes.
        expect(held.reduce((a, b) => a + b, 0)).toBe(39);
        for (const t of tensors) expect(t.dataSync().length).toBe(tf.util.sizeFromShape(t.shape));
        tf.dispose(tensors);
      }),
      { numRuns: 20_000 },
    );
    expect(decoded).toBeGreaterThan(100);
  });

  it('throws nothing but FormatError for headers of random JSON', () => {
    const json = fc.json({ maxDepth: 4 });
    const words = fc.constantFrom('dtype', 'shape', 'data_offsets', '__metadata__', 'F32', 'I64');
    const fields = fc.dictionary(
      fc.oneof(words, fc.string()),
      fc.dictionary(words, fc.oneof(words, fc.array(fc.nat({ max: 9 })))),
    );
    const text = fc.oneof(
      json,
      fields.map((value) => JSON.stringify(value)),
    );
    fc.assert(
      fc.property(text, fc.nat({ max: 40 }), (header, dataBytes) => {
        decodeOrRefuse(file(header, dataBytes));
      }),
      { numRuns: 2000 },
    );
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
