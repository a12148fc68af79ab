import { FormatError } from '@nadir/core';
import { readerOf } from '@nadir/core/internal';
import { type FileSource, openSafetensors } from '@nadir/core/safetensors';
import { isCheckpoint, problemsIn } from './problems.js';

/** What {@link verifyCheckpoint} has found. */
export interface Verified {
  /** Whether the file has sums. Other safetensors files have none, and of these the header is checked. */
  readonly hasSums: boolean;
  /** What is not as it was written, a message for each place. Empty where the file is whole. */
  readonly problems: readonly string[];
}

/**
 * Compares a checkpoint, or any safetensors file, with its sums and its header. It is read tensor by tensor.
 *
 * @param source Bytes in memory, a `Blob`, or anything that tells its `size` and reads bytes from a place on.
 * @throws {@link OptionError} when the source is none of these. What is wrong with the file is returned.
 * @example
 * ```ts
 * const { problems } = await verifyCheckpoint(await store.read(name));
 * for (const problem of problems) console.warn(problem);
 * ```
 */
export async function verifyCheckpoint(source: FileSource): Promise<Verified> {
  const reader = readerOf('verifyCheckpoint', 'safetensors', source);
  const parts = {
    size: reader.size,
    read: async (offset: number, length: number) =>
      new Uint8Array(await reader.read(offset, length)),
  };
  try {
    const file = await openSafetensors(parts);
    if (!isCheckpoint(file)) return { hasSums: false, problems: [] };
    const length = new DataView(await reader.read(0, 8)).getUint32(0, true);
    const problems: string[] = [];
    for await (const { message } of problemsIn(file, await parts.read(0, 8 + length))) {
      problems.push(message);
    }
    return { hasSums: true, problems };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { hasSums: false, problems: [error.message] };
  }
}
