import { describe, FormatError, notAccepted, OptionError } from '../../errors.js';

/** Bytes that can be read in parts, of a file or behind a network. */
export interface RandomAccess {
  /** Number of bytes. */
  readonly size: number;
  /** Reads `length` bytes from `offset` on. */
  read(offset: number, length: number): Uint8Array | Promise<Uint8Array>;
}

/** Where a file comes from: bytes in memory, a `Blob` or `File`, or what can be read in parts. */
export type FileSource = ArrayBuffer | Uint8Array | Blob | RandomAccess;

/** A source as something to read in parts. What it returns is aligned, and belongs to the caller. */
export interface Reader {
  readonly size: number;
  read(offset: number, length: number): Promise<ArrayBuffer>;
}

/**
 * One way of reading parts, whatever the source is.
 *
 * @param where Begins the messages about the source.
 * @param format Begins the messages about the file.
 * @throws {@link OptionError} when the source is none.
 */
export function readerOf(where: string, format: string, source: FileSource): Reader {
  if (source instanceof ArrayBuffer) return inMemory(new Uint8Array(source));
  if (source instanceof Uint8Array) return inMemory(source);
  if (source instanceof Blob) {
    return {
      size: source.size,
      read: (offset, length) => source.slice(offset, offset + length).arrayBuffer(),
    };
  }
  if (
    typeof source === 'object' &&
    source !== null &&
    Number.isSafeInteger(source.size) &&
    source.size >= 0 &&
    typeof source.read === 'function'
  ) {
    return inParts(where, format, source);
  }
  throw notAccepted(
    where,
    source,
    'an ArrayBuffer, a Uint8Array, a Blob, or { size, read(offset, length) }',
  );
}

const inMemory = (bytes: Uint8Array): Reader => ({
  size: bytes.length,
  read: async (offset, length) => copyOf(bytes, offset, length),
});

/** Bytes in a buffer of their own. A Buffer of Node.js is a Uint8Array too, but its `slice` copies nothing. */
export const copyOf = (bytes: Uint8Array, offset: number, length: number): ArrayBuffer =>
  new Uint8Array(bytes.subarray(offset, offset + length)).buffer;

const inParts = (where: string, format: string, source: RandomAccess): Reader => ({
  size: source.size,
  async read(offset, length) {
    const part = await source.read(offset, length);
    if (!(part instanceof Uint8Array)) {
      throw new OptionError(`${where}: got ${describe(part)} from read(), expected a Uint8Array.`);
    }
    if (part.length !== length) {
      throw new FormatError(
        `${format}: got ${part.length} bytes from byte ${offset} on, expected ${length}. The file was cut off ` +
          'after it was opened, or read() is wrong.',
      );
    }
    return copyOf(part, 0, length);
  },
});
