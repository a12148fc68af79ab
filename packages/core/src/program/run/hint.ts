import { backend_util } from '@tensorflow/tfjs-core';
import { sharedRegistry } from './registry.js';

/** Backends of TensorFlow.js that have an adapter. */
const withAdapter = ['cpu', 'wasm', 'webgl', 'webgpu', 'tensorflow'];

/**
 * Says, once in a process, which adapter makes programs fast on a TensorFlow.js backend. Like the
 * warnings of TensorFlow.js itself it is silent after `tf.enableProdMode()`.
 */
export function hintAtAdapter(backendName: string): void {
  const registry = sharedRegistry();
  if (!withAdapter.includes(backendName) || registry.hinted) return;
  registry.hinted = true;
  const adapter = `@nadir/backend-${backendName === 'tensorflow' ? 'node' : backendName}`;
  backend_util.warn(
    `Nadir runs on ordinary ops of the backend "${backendName}", which is slower than fused kernels. ` +
      `Run \`npm install ${adapter}\` and add \`import { register } from '${adapter}'; register();\`, ` +
      'or call `tf.enableProdMode()` to hide this.',
  );
}
