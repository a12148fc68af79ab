import { choice, type Reader } from '../flags/readers.js';
import { usageError } from '../shell/errors.js';

/** Backends of TensorFlow.js that run in Node.js. */
export const nodeBackends = ['cpu', 'wasm', 'tensorflow'] as const;

export type NodeBackend = (typeof nodeBackends)[number];

/** Backends of TensorFlow.js that run in browsers only. */
export const browserBackends = ['webgl', 'webgpu'] as const;

export type BrowserBackend = (typeof browserBackends)[number];

const names = [...nodeBackends, ...browserBackends] as const;

/** The flag that chooses a backend. */
export const backendFlag = {
  ...choice('name', names),
  expected: `one of ${nodeBackends.join(', ')}`,
  help: 'Backend of TensorFlow.js: cpu, wasm, tensorflow (see nadir setup); default wasm',
} satisfies Reader<NodeBackend | BrowserBackend> & { readonly help: string };

/**
 * The backend that a flag asks for.
 * @throws {@link CliError} with status 2 at one that needs a browser.
 */
export function backendOf(flag: NodeBackend | BrowserBackend = 'wasm'): NodeBackend {
  if (flag === 'webgl' || flag === 'webgpu') {
    throw usageError(
      `--backend: got ${flag}, which needs a browser, expected one of ${nodeBackends.join(', ')}. ` +
        `Write --backend wasm here; in a page, register @nadir/backend-${flag}.`,
    );
  }
  return flag;
}
