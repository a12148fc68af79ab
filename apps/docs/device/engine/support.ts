import { setBackend } from '@tensorflow/tfjs-core';
import type { BackendName } from '../../backends/loader.js';
import { loaders } from '../../backends/loaders.js';
import { MissingError } from './check.js';
import type { Environment, Reason } from './report.js';

/** Makes a backend and Nadir's adapter those in use in this worker. */
export async function startBackend(name: BackendName): Promise<void> {
  const reason = await reasonAgainst(name);
  if (reason !== undefined) throw new MissingError(reason, `There is no ${name} here.`);
  const { register } = await loaders[name]();
  if (!(await setBackend(name))) throw new Error(`TensorFlow.js cannot start ${name}.`);
  try {
    register();
  } catch (error) {
    throw new MissingError('adapter', error instanceof Error ? error.message : String(error));
  }
}

/** What the browser lacks for a backend. */
async function reasonAgainst(name: BackendName): Promise<Reason | undefined> {
  // The adapter of `cpu` compiles to WebAssembly too.
  if (name === 'cpu' || name === 'wasm') {
    return typeof WebAssembly === 'undefined' ? 'webassembly' : undefined;
  }
  if (name === 'webgl') return webgl() === null ? 'webgl2' : undefined;
  if (!('gpu' in navigator)) return 'webgpu';
  const gpu = await (navigator.gpu as { requestAdapter(): Promise<unknown> }).requestAdapter();
  return gpu === null ? 'gpu' : undefined;
}

/** A context that draws nothing, to ask. */
function webgl(): WebGL2RenderingContext | null {
  if (typeof OffscreenCanvas === 'undefined') return null;
  return new OffscreenCanvas(1, 1).getContext('webgl2');
}

/** What the browser says of itself and of the device. */
export function environment(): Environment {
  const gl = webgl();
  const names = gl?.getExtension('WEBGL_debug_renderer_info');
  const { userAgent, hardwareConcurrency } = navigator;
  return {
    userAgent,
    cores: hardwareConcurrency,
    crossOriginIsolated: self.crossOriginIsolated,
    renderer: names && gl ? String(gl.getParameter(names.UNMASKED_RENDERER_WEBGL)) : undefined,
  };
}
