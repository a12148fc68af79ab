import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a folder and those it lies in.
 * @throws the error of the file system when that fails, or when nothing may be written there.
 */
export function makeFolder(path: string): void {
  make(path);
  accessSync(path, constants.W_OK);
}

function make(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  // On Node 20 the option `recursive` of mkdirSync never returns for a path below /proc.
  if (parent !== path) make(parent);
  mkdirSync(path);
}
