import { FormatError, OptionError } from '@nadir/core';
import type { NumpyArray, NumpyDtype, NumpyInfo } from '../array.js';
import { acceptedCodes, descriptionOf, itemBytesOf, parseDescription } from './dtypes.js';
import { parseHeader } from './header-text.js';

/** The first bytes of a file: `\x93NUMPY`. */
export const magic: readonly number[] = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/** Longest header that NumPy reads. */
const headerLimitBytes = 10_000;

/** What stands before the values. */
export interface NpyHead extends NumpyInfo {
  readonly isBigEndian: boolean;
  /** Whether the first axis runs fastest. */
  readonly fortranOrder: boolean;
  /** Bytes before the values. */
  readonly start: number;
}

/**
 * Reads what stands before the values.
 *
 * @param where Begins the messages.
 * @param read Reads the next bytes.
 * @param size Number of bytes of the whole.
 * @throws {@link FormatError} when it breaks a rule of the format, is of another dtype, or does not fit the size.
 */
export async function readHead(
  where: string,
  read: (length: number) => Promise<ArrayBuffer>,
  size: number,
): Promise<NpyHead> {
  const preamble = new Uint8Array(await read(Math.min(8, size)));
  if (preamble.length < 8 || magic.some((byte, i) => preamble[i] !== byte)) {
    throw new FormatError(
      `${where}: got no \\x93NUMPY at the beginning, expected an array of NumPy.`,
    );
  }
  const version = preamble[6] as number;
  if (version < 1 || version > 3) {
    throw new FormatError(`${where}: got version ${version}.${preamble[7]}, expected 1, 2 or 3.`);
  }
  const lengthBytes = version === 1 ? 2 : 4;
  const lengthOf = new DataView(
    size < 8 + lengthBytes ? new ArrayBuffer(4) : await read(lengthBytes),
  );
  const length = version === 1 ? lengthOf.getUint16(0, true) : lengthOf.getUint32(0, true);
  const start = 8 + lengthBytes + length;
  const most = Math.min(headerLimitBytes, size - 8 - lengthBytes);
  if (length > most) {
    throw new FormatError(
      `${where}: got a header of ${length} bytes, expected at most ${Math.max(0, most)}.`,
    );
  }
  const fields = parseHeader(where, decode(where, await read(length), version));
  const described = parseDescription(fields.descr);
  if (described === undefined) {
    throw new FormatError(
      `${where}: got the dtype ${JSON.stringify(fields.descr)}, expected one of ${acceptedCodes}. Save it as numbers: array.astype(…).`,
    );
  }
  const { fortranOrder, shape } = fields;
  const bytes = checkedBytes(where, described.dtype, shape, size - start);
  return { ...described, fortranOrder, shape, bytes, start };
}

function decode(where: string, bytes: ArrayBuffer, version: number): string {
  try {
    return new TextDecoder(version === 3 ? 'utf-8' : 'latin1', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new FormatError(`${where}: got a header that is not UTF-8, expected UTF-8.`, { cause });
  }
}

function checkedBytes(
  where: string,
  dtype: NumpyDtype,
  shape: readonly number[],
  found: number,
): number {
  const bytes = shape.reduce((product, size) => product * size, itemBytesOf(dtype));
  if (bytes === found && Number.isSafeInteger(bytes)) return bytes;
  throw new FormatError(
    `${where}: got ${found} bytes of values, expected ${bytes} for ${dtype} [${shape}]. The file is cut off or damaged.`,
  );
}

/** What stands before the values of an array, in the oldest version that can hold it, as NumPy chooses it. */
export function writeHead({ dtype, shape }: Pick<NumpyArray, 'dtype' | 'shape'>): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descriptionOf(dtype)}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // NumPy leaves room for the first size to become 21 digits long in its place.
  const fields = text + ' '.repeat(shape.length === 0 ? 0 : 21 - String(shape[0]).length);
  // NumPy ends the header by a line feed, and lets the values begin at a multiple of 64.
  const length = 64 * Math.ceil((10 + fields.length + 1) / 64) - 10;
  if (length > headerLimitBytes) {
    throw new OptionError(
      `encodeNpy: got a shape of ${shape.length} axes, expected a header of at most ${headerLimitBytes} bytes.`,
    );
  }
  const head = new Uint8Array(10 + length).fill(0x20);
  head.set(magic);
  head.set([1, 0], 6);
  new DataView(head.buffer).setUint16(8, length, true);
  head.set(new TextEncoder().encode(fields), 10);
  head[head.length - 1] = 0x0a;
  return head;
}
