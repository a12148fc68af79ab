import { backend_util } from '@tensorflow/tfjs-core';
import { sharedRegistry } from './registry.js';

/** The package with the adapter for each backend of TensorFlow.js that has one. */
const adapters: Readonly<Record<string, string>> = {
  cpu: '@nadir/backend-cpu',
  wasm: '@nadir/backend-wasm',
  webgl: '@nadir/backend-webgl',
  webgpu: '@nadir/backend-webgpu',
  tensorflow: '@nadir/backend-node',
};

/**
 * Says, once in a process, which adapter makes programs fast on a TensorFlow.js backend. Like the
 * warnings of TensorFlow.js itself it is silent after `tf.enableProdMode()`.
 */
export function hintAtAdapter(backendName: string): void {
  const adapter = adapters[backendName];
  const registry = sharedRegistry();
  if (adapter === undefined || registry.hinted) return;
  registry.hinted = true;
  backend_util.warn(
    `Nadir runs on ordinary ops of the backend "${backendName}", which is slower than fused kernels. ` +
      `Run \`npm install ${adapter}\` and add \`import { register } from '${adapter}'; register();\`, ` +
      'or call `tf.enableProdMode()` to turn this hint off.',
  );
}
