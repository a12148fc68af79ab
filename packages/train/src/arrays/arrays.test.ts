import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FormatError, OptionError } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { arrayDataset } from '../index.js';
import type { NumpyArray, NumpyDtype } from './array.js';
import { columnOf, decodeNpy, decodeNpz, encodeNpy, encodeNpz, openNpy, openNpz } from './index.js';

beforeAll(() => tf.setBackend('cpu'));

const golden = new URL('../../golden/', import.meta.url);
const recorded = JSON.parse(readFileSync(new URL('arrays.json', golden), 'utf8')) as {
  readonly arrays: readonly Recorded[];
  readonly refused: readonly { readonly name: string; readonly file: string }[];
  readonly archives: Readonly<Record<string, string>>;
  readonly written: {
    readonly sha256: string;
    readonly arrays: Readonly<Record<string, Omit<Recorded, 'name' | 'file'>>>;
  };
};

interface Recorded {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly values: readonly (number | string | boolean)[];
  readonly file: string;
}

const bytesOf = (base64: string) => new Uint8Array(Buffer.from(base64, 'base64'));

/** All that comes. */
async function collected<T>(parts: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const part of parts) all.push(part);
  return all;
}

/** Names of NumPy for the dtypes. */
const names: Readonly<Record<NumpyDtype, string>> = {
  BOOL: 'bool',
  U8: 'uint8',
  I8: 'int8',
  U16: 'uint16',
  I16: 'int16',
  F16: 'float16',
  U32: 'uint32',
  I32: 'int32',
  F32: 'float32',
  U64: 'uint64',
  I64: 'int64',
  F64: 'float64',
  C64: 'complex64',
};

/** An array as the recording has it. Texts stand for what JSON has no numbers for. */
const asRecorded = ({ dtype, shape, values }: NumpyArray) => ({
  dtype: names[dtype],
  shape,
  values: Array.from(values, String),
});

const expected = ({ dtype, shape, values }: Omit<Recorded, 'name' | 'file'>) => ({
  dtype,
  shape,
  values: values.map((value) =>
    typeof value === 'string'
      ? value.replace('nan', 'NaN').replace('inf', 'Infinity')
      : String(Number(value)),
  ),
});

describe('decodeNpy', () => {
  it.each(recorded.arrays.map((one) => [one.name, one] as const))('reads %s', async (_, one) => {
    const array = await decodeNpy(bytesOf(one.file));
    expect(asRecorded(array)).toEqual(expected(one));
  });

  it.each(recorded.refused.map((one) => [one.name, one] as const))('refuses %s', async (_, one) => {
    const reading = decodeNpy(bytesOf(one.file));
    await expect(reading).rejects.toThrow(FormatError);
    await expect(reading).rejects.toThrow(/^npy: got .*, expected .*\. Save/);
  });

  it('keeps the sign of zero', async () => {
    const { file } = recorded.arrays.find(({ name }) => name === 'float16') as Recorded;
    expect(Object.is((await decodeNpy(bytesOf(file))).values[1], -0)).toBe(true);
  });
});

describe('encodeNpy', () => {
  const inRows = recorded.arrays.filter(({ name }) => !/columns|endian|version [23]/.test(name));
  it.each(inRows.map((one) => [one.name, one] as const))(
    'writes the bytes of NumPy for %s',
    async (_, one) => {
      const bytes = bytesOf(one.file);
      expect(Buffer.from(encodeNpy(await decodeNpy(bytes)))).toEqual(Buffer.from(bytes));
    },
  );

  it('rounds to half precision as IEEE 754 does, ties to even', async () => {
    // Halfway between neighbours, and at the ends: 2049 lies between 2048 and 2050, 65520 between 65504 and infinity.
    const given = [2049, 2051, 65519, 65520, 2 ** -25, 1.5 * 2 ** -25, 2 ** -14 - 2 ** -25, -1e9];
    const near = [2048, 2052, 65504, Infinity, 0, 2 ** -24, 2 ** -14, -Infinity];
    const bytes = encodeNpy({ dtype: 'F16', shape: [8], values: Float32Array.from(given) });
    expect([...(await decodeNpy(bytes)).values]).toEqual(near);
  });

  it.each([
    [{ dtype: 'F32', shape: [3], values: new Float32Array(2) }, 'got 2, expected 3'],
    [{ dtype: 'C64', shape: [2], values: new Float32Array(2) }, 'got 2, expected 4'],
    [
      { dtype: 'I32', shape: [2], values: new Float32Array(2) },
      'got a Float32Array, expected an Int32Array',
    ],
    [
      { dtype: 'BF16', shape: [2], values: new Float32Array(2) },
      'got "BF16", expected one of BOOL, U8',
    ],
    [{ dtype: 'F32', shape: [-1], values: new Float32Array(2) }, 'encodeNpy.shape: got [-1]'],
  ])('refuses %j', (array, message) => {
    expect(() => encodeNpy(array as never)).toThrow(OptionError);
    expect(() => encodeNpy(array as never)).toThrow(message);
  });
});

/** Any array. */
const arrays = fc
  .tuple(
    fc.constantFrom(...(Object.keys(names) as NumpyDtype[])),
    fc.array(fc.nat(4), { maxLength: 4 }),
    fc.infiniteStream(fc.double({ noDefaultInfinity: false })),
  )
  .map(([dtype, shape, numbers]): NumpyArray => {
    const count = shape.reduce((a, b) => a * b, dtype === 'C64' ? 2 : 1);
    return { dtype, shape, values: valuesFrom(dtype, [...numbers.take(count)]) };
  });

function valuesFrom(dtype: NumpyDtype, numbers: readonly number[]): NumpyArray['values'] {
  const whole = numbers.map((x) => (Number.isFinite(x) ? BigInt(Math.trunc(x % 2 ** 62)) : 0n));
  switch (dtype) {
    case 'BOOL':
      return Uint8Array.from(whole, (x) => Number(x & 1n));
    case 'U8':
      return Uint8Array.from(whole, Number);
    case 'I8':
      return Int8Array.from(whole, Number);
    case 'U16':
      return Uint16Array.from(whole, Number);
    case 'I16':
      return Int16Array.from(whole, Number);
    case 'U32':
      return Uint32Array.from(whole, Number);
    case 'I32':
      return Int32Array.from(whole, Number);
    case 'U64':
      return BigUint64Array.from(whole);
    case 'I64':
      return BigInt64Array.from(whole);
    case 'F64':
      return Float64Array.from(numbers);
    case 'F16':
      // Numbers with few digits are halves of themselves.
      return Float32Array.from(whole, (x) => Number(x % 1024n) / 8);
    default:
      return Float32Array.from(numbers);
  }
}

describe('an array of any dtype and shape', () => {
  it('is read as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(arrays, async (array) => {
        expect(await decodeNpy(encodeNpy(array))).toEqual(array);
      }),
      { numRuns: 300 },
    );
  });

  it('is read as it was written into an archive, stored or deflated', async () => {
    const named = fc.dictionary(fc.string({ unit: 'grapheme', maxLength: 12 }), arrays, {
      maxKeys: 4,
    });
    await fc.assert(
      fc.asyncProperty(named, fc.boolean(), async (content, compress) => {
        expect(await decodeNpz(await encodeNpz(content, { compress }))).toEqual({ ...content });
      }),
      { numRuns: 60 },
    );
  });

  it('has the same values in parts', async () => {
    const values = Float64Array.from({ length: 2 ** 18 + 5 }, (_, i) => i);
    const bytes = encodeNpy({ dtype: 'F64', shape: [values.length], values });
    const file = await openNpy(bytes);
    expect(file.info).toEqual({ dtype: 'F64', shape: [values.length], bytes: 8 * values.length });
    const parts = await collected(file.parts());
    expect(parts.map(({ length }) => length)).toEqual([2 ** 17, 2 ** 17, 5]);
    expect(parts.every((part, i) => part[0] === i * 2 ** 17)).toBe(true);
  });
});

describe('an archive', () => {
  it.each(Object.entries(recorded.archives))('of %s is read', async (_, file) => {
    const content = await decodeNpz(bytesOf(file));
    const first = recorded.arrays.slice(0, 4);
    expect(Object.keys(content)).toEqual(first.map(({ name }) => name));
    expect(Object.values(content).map(asRecorded)).toEqual(first.map(expected));
  });

  it('is read by NumPy as it was meant', async () => {
    const content: Record<string, NumpyArray> = {
      'dense/kernel': {
        dtype: 'F32',
        shape: [2, 3],
        values: Float32Array.of(1, -0, 2.5, NaN, Infinity, 1e-45),
      },
      重み: { dtype: 'I64', shape: [1], values: BigInt64Array.of(-(2n ** 63n)) },
      z: { dtype: 'C64', shape: [], values: Float32Array.of(1, -2) },
      half: { dtype: 'F16', shape: [0, 2], values: new Float32Array() },
    };
    const fixture = Buffer.from(await encodeNpz(content))
      .toString('base64')
      .replaceAll(/.{1,76}/g, '$&\n');
    await expect(fixture).toMatchFileSnapshot('../../golden/written.npz.base64');
    // A new fixture is to be read by golden/record_arrays.py.
    expect(recorded.written.sha256).toBe(createHash('sha256').update(fixture).digest('hex'));
    const found = Object.entries(recorded.written.arrays).map(([name, one]) => [
      name,
      expected(one),
    ]);
    expect(found).toEqual(Object.entries(content).map(([name, one]) => [name, asRecorded(one)]));
  });

  it('gives the same bytes for the same arrays', async () => {
    const content = { x: { dtype: 'U8', shape: [3], values: Uint8Array.of(1, 2, 3) } } as const;
    expect(await encodeNpz(content)).toEqual(await encodeNpz(content));
  });

  it('is read array by array', async () => {
    const values = Float32Array.from({ length: 1000 }, (_, i) => i);
    const bytes = await encodeNpz({
      a: { dtype: 'F32', shape: [1000], values },
      __proto: { dtype: 'U8', shape: [], values: Uint8Array.of(7) },
    });
    const file = await openNpz(new Blob([bytes.slice()]));
    expect(file.names).toEqual(['a', '__proto']);
    expect(await file.info('a')).toEqual({ dtype: 'F32', shape: [1000], bytes: 4000 });
    expect((await file.read('__proto')).values).toEqual(Uint8Array.of(7));
    expect(await collected(file.parts('a'))).toEqual([values]);
    await expect(file.read('b')).rejects.toThrow(
      'npz: got "b", expected the name of an array: ["a", "__proto"].',
    );
  });
});

describe('columnOf', () => {
  const column = (dtype: string, values: ArrayLike<number | bigint>) =>
    columnOf({ dtype, shape: [2], values } as never).values;

  it('makes examples of the first axis', () => {
    const values = Float64Array.of(0.1, 1, 2, 3, 4, 5);
    const shape = [3, 2];
    expect(columnOf({ dtype: 'F64', shape, values })).toEqual({
      values: Float32Array.from(values),
      shape: [2],
    });
  });

  it('lets a model be trained on an archive', async () => {
    const x = Float32Array.from({ length: 12 }, (_, i) => i);
    const bytes = await encodeNpz({
      x: { dtype: 'F32', shape: [3, 2, 2], values: x },
      y: { dtype: 'I64', shape: [3], values: BigInt64Array.of(5n, 6n, 7n) },
    });
    const { x: inputs, y: targets } = (await decodeNpz(bytes)) as Record<'x' | 'y', NumpyArray>;
    const data = arrayDataset({ inputs: columnOf(inputs), targets: columnOf(targets) });
    expect(data.length).toBe(3);
    const batch = await data.get(Uint32Array.of(2, 0));
    expect(batch.inputs.shape).toEqual([2, 2, 2]);
    expect([...batch.inputs.dataSync()]).toEqual([8, 9, 10, 11, 0, 1, 2, 3]);
    expect(batch.targets.dtype).toBe('int32');
    expect([...batch.targets.dataSync()]).toEqual([7, 5]);
    tf.dispose(batch);
  });

  it('keeps integers exactly, or refuses them', () => {
    expect(column('U8', Uint8Array.of(1, 255))).toEqual(Uint8Array.of(1, 255));
    expect(column('I16', Int16Array.of(-1, 5))).toEqual(Int32Array.of(-1, 5));
    expect(column('I64', BigInt64Array.of(-1n, 5n))).toEqual(Int32Array.of(-1, 5));
    expect(() => column('U32', Uint32Array.of(1, 2 ** 31))).toThrow('got 2147483648 among U32');
    expect(() => column('C64', new Float32Array(4))).toThrow('got the dtype C64');
    expect(() => columnOf({ dtype: 'F32', shape: [], values: new Float32Array(1) })).toThrow(
      OptionError,
    );
  });
});
