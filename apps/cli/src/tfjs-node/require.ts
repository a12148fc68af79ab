import '@nadir/backend-node/shim';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ownFolder } from '../machine/packages.js';
import { failure } from '../shell/errors.js';
import type { Io } from '../shell/io.js';
import { type Found, findTfjsNode, packageName, placesOf } from './find.js';

/**
 * Loads the tfjs-node that is installed beside this program, else that of the cache. It has a copy of TensorFlow.js
 * of its own, which shares the engine and the kernels with ours, and puts its backend in use.
 * @throws {@link CliError} with status 1 when there is none, or when it does not load.
 */
export function requireTfjsNode(env: Io['env'], own = ownFolder): Found {
  const found = findTfjsNode(env, own);
  if (found === undefined) {
    throw failure(
      `--backend: got no ${packageName} ${placesOf(env, own)}, expected one. ` +
        'Run `nadir setup node`.',
    );
  }
  // TensorFlow reads these once, and writes to standard error itself. It tells of errors only; and it
  // leaves out oneDNN, which announces itself and makes steps of small networks no faster.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '0';
  try {
    createRequire(join(found.folder, 'package.json'))(found.folder);
  } catch (error) {
    const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw failure(
      `--backend: got ${packageName} in ${found.folder}, which does not load (${reason?.trim()}), ` +
        'expected one that does. Remove it and run `nadir setup node`.',
      error,
    );
  }
  return found;
}
