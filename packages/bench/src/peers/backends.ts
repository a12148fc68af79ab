/** Backends of TensorFlow.js that run in Node.js. */
export const nodeBackends: readonly string[] = ['cpu', 'wasm', 'tensorflow'];

/** Backends of TensorFlow.js that run in browsers only. */
export const browserBackends: readonly string[] = ['webgl', 'webgpu'];
