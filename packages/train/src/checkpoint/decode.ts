import { FormatError, type StateDict } from '@nadir/core';
import { openSafetensors, type SafetensorsFile } from '@nadir/core/safetensors';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { checkpointVersion } from './encode.js';
import { headerSum, keys, placeOf, tensorSums } from './sums.js';

/**
 * Reads a checkpoint that {@link encodeCheckpoint} has written. The caller disposes of the tensors.
 *
 * @throws {@link FormatError} naming the tensor or the part of the file that is not as it was written, or a version that is
 * newer than this reader. Nothing else is thrown, whatever the bytes are.
 */
export async function decodeCheckpoint(bytes: Uint8Array): Promise<StateDict> {
  const file = await openSafetensors(bytes);
  const {
    [keys.version]: version,
    [keys.header]: sum,
    [keys.tensors]: sums,
    ...metadata
  } = file.metadata;
  if (version === undefined || sum === undefined || sums === undefined) {
    throw new FormatError(
      'checkpoint: got a safetensors file without sums, expected a checkpoint. Read it by decodeSafetensors.',
    );
  }
  if (!(Number(version) <= checkpointVersion)) {
    throw new FormatError(
      `checkpoint: got version ${JSON.stringify(version)}, expected at most ${checkpointVersion}. ` +
        'Take the @nadir/train that wrote it, or a newer one.',
    );
  }
  if ((await headerSum(bytes)) !== sum) throw damaged('the header', 'its SHA-256 sum');
  placeOf(keys.tensors, bytes, file.names.length);
  const found = await tensorSums(file);
  const bad = found.findIndex((one, i) => !sums.startsWith(one, i * one.length));
  if (bad >= 0) throw damaged(`the tensor ${JSON.stringify(file.names[bad])}`, 'its SHA-256 sum');
  return { tensors: await tensorsOf(file), metadata };
}

const damaged = (place: string, what: string): FormatError =>
  new FormatError(
    `checkpoint: got other bytes in ${place} than ${what} tells, expected those that were written. ` +
      'The file is damaged; take an older checkpoint.',
  );

async function tensorsOf(file: SafetensorsFile): Promise<Record<string, Tensor>> {
  const tensors: [string, Tensor][] = [];
  try {
    for (const name of file.names) tensors.push([name, await file.tensor(name)]);
  } catch (error) {
    dispose(tensors.map(([, tensor]) => tensor));
    throw error;
  }
  return Object.fromEntries(tensors);
}
