import { type Reader, readerOf } from '@nadir/core/internal';
import type { FileSource } from '@nadir/core/safetensors';
import type { NumpyArray, NumpyInfo } from '../array.js';
import { ByteStream } from '../bytes.js';
import { float16Bits } from '../float16.js';
import { checkArray } from './check.js';
import { readHead, writeHead } from './header.js';
import { readArray, readParts } from './read.js';

/** Bytes that are asked of a source at once. */
const stepBytes = 2 ** 20;

/** An array in a file `.npy`. Made by {@link openNpy}. */
export class NpyFile {
  readonly #reader: Reader;
  /** Dtype, shape and size. */
  readonly info: NumpyInfo;

  constructor(reader: Reader, info: NumpyInfo) {
    this.#reader = reader;
    this.info = info;
  }

  /** Reads the array, row by row. */
  async read(): Promise<NumpyArray> {
    return readArray('npy', streamOf(this.#reader), this.#reader.size);
  }

  /** Reads the values in parts of at most a megabyte, in the order of the file, which may be that of columns. */
  parts(): AsyncGenerator<NumpyArray['values'], void, undefined> {
    return readParts('npy', streamOf(this.#reader), this.#reader.size);
  }
}

/**
 * Opens a file `.npy`: reads its header, and the values when they are asked for.
 *
 * @param source Bytes in memory, a `Blob`, or anything that tells its `size` and reads bytes from a place on.
 * @throws {@link FormatError} when it breaks a rule of the format, or has another dtype than {@link NumpyDtype}.
 */
export async function openNpy(source: FileSource): Promise<NpyFile> {
  const reader = readerOf('openNpy', 'npy', source);
  const stream = streamOf(reader);
  const { dtype, shape, bytes } = await readHead(
    'npy',
    (length) => stream.read(length),
    reader.size,
  );
  return new NpyFile(reader, { dtype, shape, bytes });
}

/**
 * Reads an array that `numpy.save` has written: versions 1 to 3, of rows or columns, in either byte order.
 *
 * @throws {@link FormatError} when it breaks a rule of the format, or has another dtype than {@link NumpyDtype}, such as text or objects.
 * Nothing else is thrown, whatever the bytes are.
 * @example
 * ```ts
 * const { shape, values } = await decodeNpy(new Uint8Array(await response.arrayBuffer()));
 * ```
 */
export async function decodeNpy(bytes: Uint8Array): Promise<NumpyArray> {
  return (await openNpy(bytes)).read();
}

/**
 * Writes an array as `numpy.load` reads it. `F16` rounds to the nearest number; every other dtype is exact.
 *
 * @throws {@link OptionError} when the values are not as many as the shape tells, or of another kind than the dtype.
 */
export function encodeNpy(array: NumpyArray): Uint8Array {
  checkArray('encodeNpy', array);
  const head = writeHead(array);
  const values = arrayBytes(array);
  const bytes = new Uint8Array(head.length + values.length);
  bytes.set(head);
  bytes.set(values, head.length);
  return bytes;
}

/** The elements of an array as the bytes of a file, row by row, the lowest byte of each first. */
export function arrayBytes({ dtype, values }: NumpyArray): Uint8Array {
  const written = dtype === 'F16' ? Uint16Array.from(values as Float32Array, float16Bits) : values;
  return new Uint8Array(written.buffer, written.byteOffset, written.byteLength);
}

/** All bytes of a source, step by step. */
const streamOf = (reader: Reader): ByteStream =>
  new ByteStream(
    'npy',
    (async function* () {
      for (let at = 0; at < reader.size; at += stepBytes) {
        yield new Uint8Array(await reader.read(at, Math.min(stepBytes, reader.size - at)));
      }
    })(),
  );
