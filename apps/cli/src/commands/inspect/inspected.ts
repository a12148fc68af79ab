import type { ArrayEntry, ArrayFile } from '../../formats/array-file.js';
import { hasNumbers, type Statistics, statisticsOf } from './statistics.js';

/** What is told of an array, as `--json` prints it. */
export interface InspectedArray
  extends Pick<ArrayEntry, 'name' | 'dtype' | 'stored' | 'shape' | 'bytes'>,
    Partial<Statistics> {
  /** Number of elements. */
  readonly elements: number;
}

/** What is told of a file, as `--json` prints it. */
export interface Inspected extends Pick<ArrayFile, 'path' | 'format' | 'bytes' | 'metadata'> {
  readonly arrays: readonly InspectedArray[];
}

/**
 * What there is to tell of a file.
 *
 * @param readsValues Whether to go through the values too.
 * @param onRead Called with the bytes read so far; what it throws ends the reading.
 */
export async function inspectedFrom(
  file: ArrayFile,
  readsValues: boolean,
  onRead: (bytes: number) => void,
): Promise<Inspected> {
  const { path, format, bytes, metadata } = file;
  const arrays: InspectedArray[] = [];
  let done = 0;
  for (const entry of file.entries) {
    const { name, dtype, stored, shape } = entry;
    const facts = {
      name,
      dtype,
      ...(stored !== undefined && { stored }),
      shape,
      bytes: entry.bytes,
    };
    const elements = shape.reduce((product, size) => product * size, 1);
    const statistics =
      readsValues && hasNumbers(entry)
        ? await statisticsOf(entry, (values) => onRead(done + (entry.bytes * values) / elements))
        : {};
    done += entry.bytes;
    arrays.push({ ...facts, elements, ...statistics });
  }
  return { path, format, bytes, metadata, arrays };
}
