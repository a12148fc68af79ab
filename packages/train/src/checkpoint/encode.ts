import { OptionError, type StateDict } from '@nadir/core';
import { encodeSafetensors, openSafetensors } from '@nadir/core/safetensors';
import { blankSums, headerSum, keys, placeOf, tensorSums } from './sums.js';

/** Number of the layout of a checkpoint. Raised when an older reader could not read it. */
export const checkpointVersion = 1;

/**
 * Writes a state, such as that of a {@link Trainer}, as a checkpoint.
 *
 * It is a safetensors file, which other programs read as well. Beside the texts of the state it has a SHA-256 sum of each tensor, and
 * one of the header with these sums, so that every byte is covered.
 *
 * @throws {@link OptionError} for what a safetensors file cannot hold, {@link StateError} on a page without `crypto.subtle`.
 */
export async function encodeCheckpoint({ tensors, metadata }: StateDict): Promise<Uint8Array> {
  const own = Object.values(keys).find((key) => Object.hasOwn(metadata, key));
  if (own !== undefined) {
    throw new OptionError(
      `encodeCheckpoint: got the text "${own}", expected other names. Checkpoints keep their sums there.`,
    );
  }
  const count = Object.keys(tensors).length;
  const version = { [keys.version]: String(checkpointVersion) };
  const bytes = await encodeSafetensors(tensors, { ...version, ...blankSums(count), ...metadata });
  const write = (key: string, sums: readonly string[]) =>
    placeOf(key, bytes, sums.length).set(new TextEncoder().encode(sums.join('')));
  write(keys.tensors, await tensorSums(await openSafetensors(bytes)));
  write(keys.header, [await headerSum(bytes)]);
  return bytes;
}
