import { bitsOf } from '@nadir/core/internal';
import type { NumpyDtype } from '../array.js';

/** How NumPy writes each dtype, after the mark of the byte order. */
const codes: Readonly<Record<NumpyDtype, string>> = {
  BOOL: 'b1',
  U8: 'u1',
  I8: 'i1',
  U16: 'u2',
  I16: 'i2',
  F16: 'f2',
  U32: 'u4',
  I32: 'i4',
  F32: 'f4',
  U64: 'u8',
  I64: 'i8',
  F64: 'f8',
  C64: 'c8',
};

/** The dtypes that NumPy has too. */
export const numpyDtypes = Object.keys(codes) as readonly NumpyDtype[];

/** Codes that are read and written, for messages. */
export const acceptedCodes = Object.values(codes).join(', ');

/** Bytes of an element. */
export const itemBytesOf = (dtype: NumpyDtype): number => bitsOf[dtype] / 8;

/** Bytes whose order the mark tells: a complex number has two of them. */
export const wordBytesOf = (dtype: NumpyDtype): number =>
  dtype === 'C64' ? 4 : itemBytesOf(dtype);

/** The description of a dtype in a header, in the byte order of all of today's JavaScript engines. */
export const descriptionOf = (dtype: NumpyDtype): string =>
  `${itemBytesOf(dtype) === 1 ? '|' : '<'}${codes[dtype]}`;

/** What a description in a header says; `undefined` for dtypes that are not read. */
export function parseDescription(
  text: string,
): { dtype: NumpyDtype; isBigEndian: boolean } | undefined {
  const [, order, code] = /^([<>=|]?)([a-z][0-9]+)$/.exec(text) ?? [];
  const dtype = numpyDtypes.find((one) => codes[one] === code);
  if (dtype === undefined) return undefined;
  if (order === '|' && itemBytesOf(dtype) > 1) return undefined;
  return { dtype, isBigEndian: order === '>' };
}
