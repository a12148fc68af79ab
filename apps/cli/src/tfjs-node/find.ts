import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { ownFolder } from '../machine/packages.js';
import type { Io } from '../shell/io.js';

/** Name of the package that has the backend `tensorflow`. */
export const packageName = '@tensorflow/tfjs-node';

/** A package on this machine. */
export interface Found {
  /** Folder of the package. */
  readonly folder: string;
  readonly version: string;
}

/** The folder in which `nadir setup node` makes an npm project with tfjs-node in it. */
export function cacheFolder(env: Io['env']): string {
  // An empty variable counts as none, as the XDG base directory specification has it.
  const caches = env.XDG_CACHE_HOME || join(homedir(), '.cache');
  return resolve(env.NADIR_CACHE || join(caches, 'nadir'), 'tfjs-node');
}

/** The package that a program in a folder would import by a name, if there is one. */
export function packageFrom(folder: string, name: string): Found | undefined {
  const require = createRequire(join(folder, 'package.json'));
  let manifest: string;
  try {
    manifest = require.resolve(`${name}/package.json`);
  } catch {
    return undefined;
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return { folder: dirname(manifest), version };
}

/** The tfjs-node that is installed beside this program, else that of the cache. */
export const findTfjsNode = (env: Io['env'], own = ownFolder): Found | undefined =>
  packageFrom(own, packageName) ?? packageFrom(cacheFolder(env), packageName);

/** Where {@link findTfjsNode} looks, for a message. */
export const placesOf = (env: Io['env'], own: string): string =>
  `beside ${own} or in ${cacheFolder(env)}`;
