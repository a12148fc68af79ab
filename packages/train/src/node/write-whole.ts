import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Bytes that are written at once. */
const piece = 64 * 1024;

/**
 * Writes a file under another name, brings it to the disk, and gives it its name then; so one that has its name is whole. Where that
 * fails, a file that had the name stays as it is.
 *
 * @param draft The other name, in the same folder. A program that ends in between leaves it.
 */
export async function writeWhole(path: string, bytes: Uint8Array, draft: string): Promise<void> {
  try {
    const file = await open(draft, 'w');
    try {
      for (let at = 0; at < bytes.length; at += piece)
        await file.writeFile(bytes.subarray(at, at + piece));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
    await syncNames(dirname(path));
  } catch (error) {
    // On a disk that takes nothing, the draft stays.
    await rm(draft, { force: true }).catch(() => {});
    throw error;
  }
}

/** Brings the names in a folder to the disk. */
async function syncNames(path: string): Promise<void> {
  // Windows opens no folder, and keeps its names by itself.
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
