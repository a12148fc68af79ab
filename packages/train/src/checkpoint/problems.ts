import { FormatError } from '@nadir/core';
import type { SafetensorsFile } from '@nadir/core/safetensors';
import { checkpointVersion } from './encode.js';
import { headerSum, keys, placeOf, sumOf } from './sums.js';

/** Whether a file has what every checkpoint has: a version and sums. */
export const isCheckpoint = ({ metadata }: SafetensorsFile): boolean =>
  Object.values(keys).every((key) => metadata[key] !== undefined);

/**
 * What is not as {@link encodeCheckpoint} has written it, place by place.
 *
 * @param header The bytes of the file up to the values, or more of them.
 */
export async function* problemsIn(
  file: SafetensorsFile,
  header: Uint8Array,
): AsyncGenerator<FormatError, void, undefined> {
  if (!isCheckpoint(file)) {
    yield new FormatError(
      'checkpoint: got a safetensors file without sums, expected a checkpoint. Read it by decodeSafetensors.',
    );
    return;
  }
  const { [keys.version]: version, [keys.header]: sum, [keys.tensors]: sums = '' } = file.metadata;
  if (!(Number(version) <= checkpointVersion)) {
    yield new FormatError(
      `checkpoint: got version ${JSON.stringify(version)}, expected at most ${checkpointVersion}. ` +
        'Take the @nadir/train that wrote it, or a newer one.',
    );
    return;
  }
  try {
    if ((await headerSum(header)) !== sum) yield damaged('the header');
    placeOf(keys.tensors, header, file.names.length);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    yield error;
    return;
  }
  let at = 0;
  for (const name of file.names) {
    const found = await sumOf(await file.bytes(name));
    if (!sums.startsWith(found, at)) yield damaged(`the tensor ${JSON.stringify(name)}`);
    at += found.length;
  }
}

const damaged = (place: string): FormatError =>
  new FormatError(
    `checkpoint: got other bytes in ${place} than its SHA-256 sum tells, expected those that were written. ` +
      'The file is damaged; take an older checkpoint.',
  );
