import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a package named as tfjs-node, whose main file has this code, into a folder's node_modules. */
export function fakeTfjsNode(folder: string, version: string, code = ''): string {
  const path = join(folder, 'node_modules', '@tensorflow', 'tfjs-node');
  mkdirSync(path, { recursive: true });
  writeFileSync(join(path, 'package.json'), JSON.stringify({ version, main: 'index.js' }));
  writeFileSync(join(path, 'index.js'), code);
  return path;
}
