import { enableProdMode, version } from '@tensorflow/tfjs';
import type { Io } from '../io.js';
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
