import { openSafetensors } from '@nadir/core/safetensors';
import type { ArrayFile } from './array-file.js';
import type { DiskFile } from './disk-file.js';

/** The tensors of a safetensors file, a checkpoint too. */
export async function safetensorsFile(source: DiskFile): Promise<ArrayFile> {
  const file = await openSafetensors(source);
  return {
    path: source.path,
    format: 'safetensors',
    bytes: source.size,
    metadata: file.metadata,
    entries: file.names.map((name) => ({
      name,
      ...file.info(name),
      parts: () => file.parts(name),
      read: () => file.bytes(name),
    })),
    close: () => source.close(),
  };
}
