import { basename } from 'node:path';
import { arrayBytes, openNpy, openNpz } from '@nadir/train/arrays';
import type { ArrayEntry, ArrayFile } from './array-file.js';
import type { DiskFile } from './disk-file.js';

/** The array of a file `.npy`, by the name of the file. */
export async function npyFile(source: DiskFile): Promise<ArrayFile> {
  const file = await openNpy(source);
  const entry: ArrayEntry = {
    name: basename(source.path).replace(/\.npy$/, ''),
    ...file.info,
    parts: () => file.parts(),
    read: async () => arrayBytes(await file.read()),
  };
  return fileOf(source, 'npy', [entry]);
}

/** The arrays of an archive `.npz`. */
export async function npzFile(source: DiskFile): Promise<ArrayFile> {
  const file = await openNpz(source);
  const entries: ArrayEntry[] = [];
  for (const name of file.names) {
    entries.push({
      name,
      ...(await file.info(name)),
      parts: () => file.parts(name),
      read: async () => arrayBytes(await file.read(name)),
    });
  }
  return fileOf(source, 'npz', entries);
}

const fileOf = (source: DiskFile, format: 'npy' | 'npz', entries: ArrayEntry[]): ArrayFile => ({
  path: source.path,
  format,
  bytes: source.size,
  metadata: {},
  entries,
  close: () => source.close(),
});
