import { NadirError } from '@nadir/core';
import { enableProdMode, setBackend, version } from '@tensorflow/tfjs';
import { failure } from '../shell/errors.js';
import type { Io } from '../shell/io.js';
import { colorsFor } from '../shell/io.js';
import { requireTfjsNode } from '../tfjs-node/require.js';
import type { NodeBackend } from './names.js';

/** A backend that TensorFlow.js knows, and Nadir's adapter to it. */
export interface LoadedBackend {
  /** Version of the package that the backend is from. */
  readonly version: string;
  /** Registers the adapter. */
  register(): void;
}

/**
 * Makes a backend known to TensorFlow.js; the one in use may change. What a backend needs is loaded
 * only with it.
 * @throws {@link CliError} with status 1 when tfjs-node is not there or does not load.
 */
export async function loadBackend(name: NodeBackend, env: Io['env']): Promise<LoadedBackend> {
  // Production mode leaves out the advice to install another package, and a warning for each
  // kernel that is registered by two copies of TensorFlow.js.
  enableProdMode();
  return loaders[name](env);
}

const loaders: Readonly<Record<NodeBackend, (env: Io['env']) => Promise<LoadedBackend>>> = {
  async cpu() {
    const { register } = await import('@nadir/backend-cpu');
    return { version: version['tfjs-backend-cpu'], register };
  },
  async wasm() {
    const { version_wasm } = await import('@tensorflow/tfjs-backend-wasm');
    const { register } = await import('@nadir/backend-wasm');
    return { version: version_wasm, register };
  },
  async tensorflow(env) {
    const { version } = requireTfjsNode(env);
    const { register } = await import('@nadir/backend-node');
    return { version, register };
  },
};

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
