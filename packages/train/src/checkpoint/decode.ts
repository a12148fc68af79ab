import type { StateDict } from '@nadir/core';
import { openSafetensors, type SafetensorsFile } from '@nadir/core/safetensors';
import { dispose, type Tensor } from '@tensorflow/tfjs-core';
import { problemsIn } from './problems.js';
import { keys } from './sums.js';

/**
 * Reads a checkpoint that {@link encodeCheckpoint} has written. The caller disposes of the tensors.
 *
 * @throws {@link FormatError} naming the tensor or the part of the file that is not as it was written, or a version that is
 * newer than this reader. Nothing else is thrown, whatever the bytes are.
 */
export async function decodeCheckpoint(bytes: Uint8Array): Promise<StateDict> {
  const file = await openSafetensors(bytes);
  const first = await problemsIn(file, bytes).next();
  if (!first.done) throw first.value;
  const own: readonly string[] = Object.values(keys);
  const metadata = Object.entries(file.metadata).filter(([key]) => !own.includes(key));
  return { tensors: await tensorsOf(file), metadata: Object.fromEntries(metadata) };
}

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
