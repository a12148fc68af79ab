import { valuesOf } from '@nadir/core/internal';
import type { NumpyArray } from '../array.js';
import type { ByteStream } from '../bytes.js';
import { permuteAxes } from '../permute.js';
import { itemBytesOf, wordBytesOf } from './dtypes.js';
import { type NpyHead, readHead } from './header.js';

/** Bytes that are read at once: whole elements of every dtype. */
const partBytes = 2 ** 20;

/**
 * Reads an array from its first byte to its last.
 *
 * @param where Begins the messages.
 * @param size Number of bytes of the whole.
 * @throws {@link FormatError} naming what is wrong.
 */
export async function readArray(
  where: string,
  stream: ByteStream,
  size: number,
): Promise<NumpyArray> {
  const head = await readHead(where, (length) => stream.read(length), size);
  const { dtype, shape, bytes, fortranOrder } = head;
  const inFile = toLittleEndian(head, await stream.read(bytes));
  await stream.expectEnd();
  const isSame = !fortranOrder || shape.length < 2;
  const inRows = isSame ? inFile : fromColumns(inFile, itemBytesOf(dtype), shape);
  return { dtype, shape, values: valuesOf(dtype, inRows) };
}

/** Reads the values of an array in parts, in the order of the file. */
export async function* readParts(
  where: string,
  stream: ByteStream,
  size: number,
): AsyncGenerator<NumpyArray['values'], void, undefined> {
  const head = await readHead(where, (length) => stream.read(length), size);
  for (let left = head.bytes; left > 0; left -= partBytes) {
    const part = await stream.read(Math.min(partBytes, left));
    yield valuesOf(head.dtype, toLittleEndian(head, part));
  }
  await stream.expectEnd();
}

/** Values of which the first axis runs fastest: row by row they are those of the reversed shape, transposed. */
function fromColumns(
  buffer: ArrayBuffer,
  itemBytes: number,
  shape: readonly number[],
): ArrayBuffer {
  const axes = shape.map((_, axis) => shape.length - 1 - axis);
  const permuted = permuteAxes(new Uint8Array(buffer), itemBytes, shape.toReversed(), axes);
  return permuted.buffer as ArrayBuffer;
}

function toLittleEndian({ dtype, isBigEndian }: NpyHead, buffer: ArrayBuffer): ArrayBuffer {
  const wordBytes = wordBytesOf(dtype);
  if (!isBigEndian || wordBytes === 1) return buffer;
  const bytes = new Uint8Array(buffer);
  for (let at = 0; at < bytes.length; at += wordBytes) bytes.subarray(at, at + wordBytes).reverse();
  return buffer;
}
