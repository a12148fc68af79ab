import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, FormatError, notAccepted } from '../../errors.js';
import type { SafetensorsDtype } from './dtypes.js';
import { type Entry, type Header, headerLength, lengthBytes, readHeader } from './header.js';
import type { FileBytes } from './layout.js';
import { type FileSource, type Reader, readerOf } from './source.js';
import { tensorOf } from './tensors.js';
import { type SafetensorsArray, valuesOf } from './values.js';

/** Bytes of a part: whole elements of every dtype. */
const partBytes = 2 ** 20;

/** What the header of a file tells of a tensor. */
export interface SafetensorsInfo {
  /** Dtype as the format calls it, such as `'BF16'`. */
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /** Number of bytes in the file. */
  readonly bytes: number;
}

/** A safetensors file of which tensors are read one by one. Made by {@link openSafetensors}. */
export class SafetensorsFile {
  /** Any text by any name, kept beside the tensors. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly #reader: Reader;
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(reader: Reader, { entries, metadata }: Header) {
    this.metadata = metadata;
    this.#reader = reader;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
  }

  /** Names of the tensors, in the order of the header. */
  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /**
   * Dtype, shape and size of a tensor. Nothing is read.
   *
   * @throws {@link OptionError} when there is none of this name.
   */
  info(name: string): SafetensorsInfo {
    const { dtype, shape, range } = this.#entry(name);
    return { dtype, shape, bytes: range[1] - range[0] };
  }

  /**
   * Reads a tensor as a typed array, of any dtype.
   *
   * @throws {@link OptionError} when there is none of this name, {@link FormatError} when the file has become shorter.
   */
  async read(name: string): Promise<SafetensorsArray> {
    const { dtype, shape, range } = this.#entry(name);
    const [begin, end] = range;
    const values = valuesOf(dtype, await this.#reader.read(begin, end - begin));
    return { dtype, shape, values };
  }

  /**
   * Reads a tensor as the bytes of the file.
   *
   * @throws as {@link SafetensorsFile.read}.
   */
  async bytes(name: string): Promise<FileBytes> {
    const [begin, end] = this.#entry(name).range;
    return new Uint8Array(await this.#reader.read(begin, end - begin));
  }

  /**
   * Reads the elements of a tensor one part after the other, each of at most a megabyte of the file: so a tensor can be gone through
   * that is larger than memory. They are those of {@link SafetensorsFile.read}.
   *
   * @throws as {@link SafetensorsFile.read}.
   */
  async *parts(name: string): AsyncGenerator<SafetensorsArray['values'], void, undefined> {
    const { dtype, range } = this.#entry(name);
    for (let [at, end] = range; at < end; at += partBytes) {
      yield valuesOf(dtype, await this.#reader.read(at, Math.min(partBytes, end - at)));
    }
  }

  /**
   * Reads a tensor as one of TensorFlow.js, as {@link decodeSafetensors} does. The caller disposes it.
   *
   * @throws {@link FormatError} when TensorFlow.js has no tensor that holds its numbers exactly; otherwise as
   * {@link SafetensorsFile.read}.
   */
  async tensor(name: string): Promise<Tensor> {
    const array = await this.read(name);
    const made = tensorOf(array);
    if (made !== undefined) return made;
    throw new FormatError(
      `safetensors: got ${array.dtype} numbers in ${JSON.stringify(name)}, expected such as TensorFlow.js can hold. ` +
        'Take read(), which gives a typed array.',
    );
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name);
    if (entry !== undefined) return entry;
    throw notAccepted('safetensors', name, `the name of a tensor: ${describe(this.names)}`);
  }
}

/**
 * Opens a safetensors file: reads and checks the header, and each tensor when it is asked for. So a part of a file that is larger than
 * memory can be read.
 *
 * @param source Bytes in memory; a `Blob`, such as a `File` that a person has chosen; or anything that tells its `size` and reads
 * bytes from a place on.
 * @throws {@link FormatError} naming the place in the header that breaks a rule, {@link OptionError} when the source is
 * none of these.
 * @example
 * ```ts
 * import { openSafetensors } from '@nadir/core/safetensors';
 *
 * const handle = await open('model.safetensors');
 * const { size } = await handle.stat();
 * const file = await openSafetensors({
 *   size,
 *   async read(offset, length) {
 *     const { buffer } = await handle.read(new Uint8Array(length), 0, length, offset);
 *     return buffer;
 *   },
 * });
 * for (const name of file.names) console.log(name, file.info(name).dtype);
 * const embedding = await file.tensor('embedding.weight');
 * ```
 */
export async function openSafetensors(source: FileSource): Promise<SafetensorsFile> {
  const reader = readerOf('openSafetensors', 'safetensors', source);
  const { size } = reader;
  const length = headerLength(await reader.read(0, Math.min(lengthBytes, size)), size);
  return new SafetensorsFile(reader, readHeader(await reader.read(lengthBytes, length), size));
}
