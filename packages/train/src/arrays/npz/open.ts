import { FormatError, OptionError } from '@nadir/core';
import { describe, readerOf } from '@nadir/core/internal';
import type { FileSource } from '@nadir/core/safetensors';
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { NumpyArray, NumpyInfo } from '../array.js';
import { ByteStream } from '../bytes.js';
import { readHead } from '../npy/header.js';
import { readArray, readParts } from '../npy/read.js';
import { contentOf, entriesOf } from './archive.js';

/** An archive `.npz` of which arrays are read one by one. Made by {@link openNpz}. */
export class NpzFile {
  readonly #entries: ReadonlyMap<string, FileEntry>;

  constructor(entries: ReadonlyMap<string, FileEntry>) {
    this.#entries = entries;
  }

  /** Names of the arrays, in the order of the archive. */
  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Number of bytes of all arrays together, once they are unpacked. */
  get bytes(): number {
    return [...this.#entries.values()].reduce(
      (sum, { uncompressedSize }) => sum + uncompressedSize,
      0,
    );
  }

  /** Dtype, shape and size of an array, of which the header is read. */
  async info(name: string): Promise<NumpyInfo> {
    const { where, stream, size } = this.#open(name);
    try {
      const { dtype, shape, bytes } = await readHead(where, (length) => stream.read(length), size);
      return { dtype, shape, bytes };
    } finally {
      await stream.close();
    }
  }

  /**
   * Reads an array, row by row.
   *
   * @throws {@link OptionError} when there is none of this name, {@link FormatError} when it is damaged or its checksum is another.
   */
  async read(name: string): Promise<NumpyArray> {
    const { where, stream, size } = this.#open(name);
    try {
      return await readArray(where, stream, size);
    } finally {
      await stream.close();
    }
  }

  /** Reads the values in parts of at most a megabyte, in the order of the file, which may be that of columns. */
  async *parts(name: string): AsyncGenerator<NumpyArray['values'], void, undefined> {
    const { where, stream, size } = this.#open(name);
    try {
      yield* readParts(where, stream, size);
    } finally {
      await stream.close();
    }
  }

  #open(name: string): { where: string; stream: ByteStream; size: number } {
    const entry = this.#entries.get(name);
    if (entry === undefined) {
      throw new OptionError(
        `npz: got ${describe(name)}, expected the name of an array: ${describe(this.names)}.`,
      );
    }
    const where = `npz ${JSON.stringify(name)}`;
    return {
      where,
      stream: new ByteStream(where, contentOf(name, entry)),
      size: entry.uncompressedSize,
    };
  }
}

/**
 * Opens an archive that `numpy.savez` or `numpy.savez_compressed` has written: reads its directory, and each array when it is asked
 * for. Files in it that do not end in `.npy` are passed over.
 *
 * An archive that tells of more bytes than can be in it is refused before anything is unpacked.
 *
 * @param source Bytes in memory, a `Blob`, or anything that tells its `size` and reads bytes from a place on.
 * @throws {@link FormatError} when the directory is damaged.
 * @example
 * ```ts
 * const file = await openNpz(await response.blob());
 * for (const name of file.names) console.log(name, await file.info(name));
 * ```
 */
export async function openNpz(source: FileSource): Promise<NpzFile> {
  return new NpzFile(await entriesOf(readerOf('openNpz', 'npz', source)));
}

/** Limits of what is read into memory. */
export interface NpzOptions {
  /** Most bytes of all arrays together. Default 2³⁰, a gibibyte. */
  readonly limitBytes?: number;
}

/**
 * Reads all arrays of an archive `.npz`. For some of a large one, take {@link openNpz}.
 *
 * @throws {@link FormatError} naming the array that is damaged, or when the archive has more than `limitBytes`. Nothing else is
 * thrown, whatever the bytes are.
 * @example
 * ```ts
 * const { x, y } = await decodeNpz(new Uint8Array(await response.arrayBuffer()));
 * const data = arrayDataset({ inputs: columnOf(x), targets: columnOf(y) });
 * ```
 */
export async function decodeNpz(
  bytes: Uint8Array,
  { limitBytes = 2 ** 30 }: NpzOptions = {},
): Promise<Record<string, NumpyArray>> {
  const file = await openNpz(bytes);
  if (file.bytes > limitBytes) {
    throw new FormatError(
      `npz: got arrays of ${file.bytes} bytes, expected at most ${limitBytes}. Pass a greater limitBytes if the file is to be trusted, or ` +
        'read its arrays one by one by openNpz.',
    );
  }
  const arrays: [string, NumpyArray][] = [];
  for (const name of file.names) arrays.push([name, await file.read(name)]);
  // Unlike assigning, this makes an own property of any name, `__proto__` too.
  return Object.fromEntries(arrays);
}
