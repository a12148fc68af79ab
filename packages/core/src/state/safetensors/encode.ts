import { keep, type Tensor } from '@tensorflow/tfjs-core';
import { checkObject, isInUse } from '../../check.js';
import { describe, OptionError } from '../../errors.js';
import { type FileBytes, safetensorsLayout } from './layout.js';

/**
 * Writes tensors as a safetensors file, which PyTorch, JAX and others read.
 *
 * Dtypes float32, int32 and bool are written as F32, I32 and BOOL, exactly. Tensors stand in the
 * order of the reference implementation: by alignment, greatest first, then by name. The values are
 * those at the time of the call, whatever happens to the tensors until the promise is fulfilled.
 *
 * Format: https://huggingface.co/docs/safetensors
 *
 * @param metadata Any text by any name, kept beside the tensors.
 * @throws {@link OptionError} for another dtype, metadata that are not strings, or a name that the
 * format cannot hold: `__metadata__`, or half a surrogate pair.
 * @example
 * ```ts
 * const bytes = await encodeSafetensors(model.stateDict(), { epoch: '12' });
 * ```
 */
export async function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Promise<FileBytes> {
  checkWritable(tensors);
  // Clones share their values until someone writes, and nobody's `tidy` may dispose them meanwhile.
  const snapshots = new Map(
    Object.entries(tensors).map(([name, tensor]) => [name, keep(tensor.clone())]),
  );
  try {
    const infos = [...snapshots].map(([name, { dtype, shape }]) => [
      name,
      { dtype: writtenAs[dtype as keyof typeof writtenAs], shape },
    ]);
    const { header, names, bytes } = safetensorsLayout(Object.fromEntries(infos), metadata);
    const file = new Uint8Array(bytes);
    file.set(header);
    let at = header.length;
    const inOrder = names.map((name) => (snapshots.get(name) as Tensor).data());
    for (const values of await Promise.all(inOrder)) {
      file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
      at += values.byteLength;
    }
    return file;
  } finally {
    for (const snapshot of snapshots.values()) snapshot.dispose();
  }
}

/** Dtypes of TensorFlow.js as the format calls them. */
const writtenAs = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

function checkWritable(tensors: Readonly<Record<string, Tensor>>): void {
  const where = 'encodeSafetensors';
  checkObject(where, tensors, 'tensors by name');
  for (const [name, given] of Object.entries(tensors)) {
    const got = isInUse(given) ? given.dtype : describe(given);
    if (Object.hasOwn(writtenAs, got)) continue;
    const list = Object.keys(writtenAs).join(', ');
    throw new OptionError(
      `${where}: got ${got} for ${JSON.stringify(name)}, expected a tensor of ${list}.`,
    );
  }
}
