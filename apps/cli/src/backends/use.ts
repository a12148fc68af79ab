import { NadirError } from '@nadir/core';
import { setBackend } from '@tensorflow/tfjs';
import { failure } from '../errors.js';
import { colorsFor, type Io } from '../io.js';
import { loadBackend } from './load.js';
import type { NodeBackend } from './names.js';

/**
 * Prepares TensorFlow.js: one of its backends, and Nadir's kernels on it.
 * @throws {@link CliError} with status 1 when the backend is not there or does not work.
 */
export async function useBackend(name: NodeBackend, io: Pick<Io, 'env' | 'stderr'>): Promise<void> {
  const { register } = await loadBackend(name, io.env);
  if (!(await setBackend(name))) {
    throw failure(
      `--backend: got ${name}, which TensorFlow.js cannot start here, expected one that works. ` +
        'Run `nadir doctor`.',
    );
  }
  try {
    register();
  } catch (error) {
    if (!(error instanceof NadirError)) throw error;
    // Programs run on ordinary ops there: slower, with the same numbers.
    io.stderr.write(`${colorsFor(io, io.stderr).yellow(error.message)}\n`);
  }
}
