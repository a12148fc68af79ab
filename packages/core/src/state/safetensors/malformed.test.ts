import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { entry, file, fixture } from '../../../test/safetensors-file.js';
import { FormatError, OptionError } from '../../errors.js';
import { decodeSafetensors } from './decode.js';

beforeAll(() => tf.setBackend('cpu'));

describe('decodeSafetensors', () => {
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
    ['a byte order mark', file('\ufeff{}'), 'at character 0'],
    ['a list', file('[]'), 'expected `{`'],
    ['text that is not UTF-8', file('{}').fill(0xff, 9, 10), 'not UTF-8'],
    ['something after the header', file('{} x'), 'got "x" at character 3'],
    ['two objects', file('{}{}'), 'got "{" at character 2'],
    ['no end', file('{"w":'), 'the end of the header'],
    ['a comma too many', file(`{"w":${f32},}`, 4), 'expected a string'],
    ['metadata twice', file('{"__metadata__":{},"__metadata__":{}}'), '"__metadata__" twice'],
    ['metadata that are numbers', file('{"__metadata__":{"a":1}}'), 'got "1" at character 21'],
    ['a field twice', file('{"w":{"shape":[],"shape":[]}}'), 'got "shape" twice'],
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
    [
      'sizes that overflow before a 0',
      file(`{"w":${entry('F32', '[9007199254740991,9007199254740991,0]', 0, 0)}}`),
      'got sizes that overflow for "w" F32 [9007199254740991,9007199254740991,0]',
    ],
    ['a size of 2⁶⁴', file(`{"w":${entry('F32', '[18446744073709551616]', 0, 4)}}`, 4), 'integer'],
    [
      'an unknown dtype',
      file(`{"w":${entry('f32', '[1]', 0, 4)}}`, 4),
      'got the dtype "f32" for "w"',
    ],
    ['a dtype of the language', file(`{"w":${entry('valueOf', '[1]', 0, 4)}}`, 4), '"valueOf"'],
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

  it('refuses a file with one byte changed, or finds tensors of their size in it', () => {
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
