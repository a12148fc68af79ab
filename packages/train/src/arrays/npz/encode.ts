import { OptionError } from '@nadir/core';
import { checkObject } from '@nadir/core/internal';
import { Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-native.js';
import type { NumpyArray } from '../array.js';
import { encodeNpy } from '../npy/npy.js';
import { ending } from './archive.js';

/** How an archive is written. */
export interface NpzWriteOptions {
  /** Whether arrays are deflated, as by `numpy.savez_compressed`. Default `false`. */
  readonly compress?: boolean;
}

/** The same moment in each file, so that the same arrays give the same bytes. Zip has none before 1980. */
const moment = new Date(1980, 0, 1);

/**
 * Writes arrays one by one as an archive that `numpy.load` reads. For arrays in memory, take {@link encodeNpz}.
 *
 * @param sink Takes the bytes, and is closed after the last.
 * @param arrays Names and arrays. The next is asked for once the one before is written.
 * @throws {@link OptionError} for an array that NumPy cannot hold, or a name that comes twice.
 */
export async function writeNpz(
  sink: WritableStream<Uint8Array>,
  arrays:
    | Iterable<readonly [name: string, array: NumpyArray]>
    | AsyncIterable<readonly [name: string, array: NumpyArray]>,
  { compress = false }: NpzWriteOptions = {},
): Promise<void> {
  const zip = new ZipWriter(sink, {
    useWebWorkers: false,
    useCompressionStream: true,
    level: compress ? 6 : 0,
    lastModDate: moment,
    extendedTimestamp: false,
  });
  const names = new Set<string>();
  for await (const [name, array] of arrays) {
    if (names.has(name)) {
      throw new OptionError(
        `writeNpz: got the name ${JSON.stringify(name)} twice, expected it once.`,
      );
    }
    names.add(name);
    await zip.add(`${name}${ending}`, new Uint8ArrayReader(encodeNpy(array)));
  }
  await zip.close();
}

/**
 * Writes arrays as an archive that `numpy.load` reads.
 *
 * @throws {@link OptionError} for an array that NumPy cannot hold.
 * @example
 * ```ts
 * const bytes = await encodeNpz({ x: { dtype: 'F32', shape: [2], values: Float32Array.of(1, 2) } });
 * ```
 */
export async function encodeNpz(
  arrays: Readonly<Record<string, NumpyArray>>,
  options: NpzWriteOptions = {},
): Promise<Uint8Array> {
  checkObject('encodeNpz', arrays, 'arrays by name');
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const bytes = new Response(readable).arrayBuffer();
  const [written] = await Promise.all([bytes, writeNpz(writable, Object.entries(arrays), options)]);
  return new Uint8Array(written);
}
