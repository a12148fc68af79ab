import { choice, type Reader } from '../flags/readers.js';
import { usageError } from '../shell/errors.js';

/** Backends of TensorFlow.js that run in Node.js. */
export const nodeBackends = ['cpu', 'wasm', 'tensorflow'] as const;

export type NodeBackend = (typeof nodeBackends)[number];

/** Backends of TensorFlow.js that run in browsers only. */
export const browserBackends = ['webgl', 'webgpu'] as const;

export type BrowserBackend = (typeof browserBackends)[number];

/** The fastest backend that starts here. */
const automatic = 'auto';

const names = [automatic, ...nodeBackends, ...browserBackends] as const;

/** The flag that chooses a backend. */
export const backendFlag = {
  ...choice('name', names),
  expected: `one of ${[automatic, ...nodeBackends].join(', ')}`,
  help: 'Backend of TensorFlow.js: auto, cpu, wasm, tensorflow (see nadir setup); default auto, which is wasm',
} satisfies Reader<BackendFlag> & { readonly help: string };

/** What the flag takes. */
export type BackendFlag = (typeof names)[number];

/** Of models as small as those of a command: TensorFlow takes longer to begin an operation than WebAssembly to end it. */
const fastest: NodeBackend = 'wasm';

/**
 * The backend that a flag asks for.
 * @throws {@link CliError} with status 2 at one that needs a browser.
 */
export function backendOf(flag: BackendFlag = automatic): NodeBackend {
  if (flag === 'webgl' || flag === 'webgpu') {
    throw usageError(
      `--backend: got ${flag}, which needs a browser, expected one of ${nodeBackends.join(', ')}. ` +
        `Write --backend wasm here; in a page, register @nadir/backend-${flag}.`,
    );
  }
  return flag === automatic ? fastest : flag;
}
