import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, reasonOf } from '../shell/errors.js';

/** Whether a name is that of a file with arrays in it. */
export const isArrayFile = (name: string): boolean =>
  /\.(safetensors|npz|npy)$/.test(name) || name === 'model.json';

/** Whether there is a folder at a path. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw failure(`${path}: got ${reasonOf(error)}, expected a file or a folder.`, error);
  }
}

/** The files in a folder and in those below it, in the order of their names. Links to folders are not followed. */
export async function filesBelow(folder: string): Promise<string[]> {
  let items: Dirent[];
  try {
    items = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw failure(`${folder}: got ${reasonOf(error)}, expected a folder that can be read.`, error);
  }
  const found: string[] = [];
  for (const item of items.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, item.name);
    if (item.isDirectory()) found.push(...(await filesBelow(path)));
    else found.push(path);
  }
  return found;
}
