import { add, type Backend, ProgramError, registerBackend, StateError, trace } from '@nadir/core';
import { resolve } from '@nadir/core/internal';
import { requireSimd } from '@nadir/simd';
import { fuse } from './fuse.js';
import { compile } from './kernel.js';
import { memoryOf, type WasmBackend, wasmBackend } from './memory.js';
import { registerTraining } from './training/index.js';

export { registerTraining };

/** Compiles programs to WebAssembly SIMD, and fuses kernels of captured steps, for the TensorFlow.js backend `wasm`. */
export const backend: Backend = { name: 'wasm', compile, fuse, hostTensors: true };

/**
 * Makes Nadir's programs run as SIMD kernels on the TensorFlow.js backend `wasm`, over the memory
 * of that backend, so that nothing is copied, and adds what {@link registerTraining} adds. Call it
 * once the backend is there.
 *
 * It tries a small program first. Where it throws, nothing has changed: programs run on ordinary
 * ops there, slower and never wrong.
 *
 * @throws {@link StateError} when the backend has not been made yet.
 * @throws {@link ProgramError} when the engine does not compile SIMD, or the memory of the backend is not
 * where this adapter knows it to be.
 * @example
 * ```ts
 * await setBackend('wasm');
 * register();
 * ```
 */
export function register(): void {
  const wasm = wasmBackend();
  if (wasm === undefined) {
    throw new StateError(
      'backend-wasm: got no TensorFlow.js backend `wasm`, expected one that is ready. Import ' +
        "`@tensorflow/tfjs-backend-wasm` and await `setBackend('wasm')` before `register()`.",
    );
  }
  requireSimd('backend-wasm');
  probe(wasm);
  registerBackend(backend);
  registerTraining();
}

/** Runs a program on a tensor of the backend and reads the result as TensorFlow.js does. */
function probe(wasm: WasmBackend): void {
  let cause: unknown;
  try {
    if (memoryOf(wasm) !== undefined && countsToFive(wasm)) return;
  } catch (error) {
    cause = error;
  }
  throw new ProgramError(
    'backend-wasm: got a backend `wasm` whose memory is out of reach, expected that of ' +
      '`@tensorflow/tfjs-backend-wasm` 4.22. Take this version, or leave `register()` out and go on ' +
      'with ordinary ops.',
    { cause },
  );
}

function countsToFive(wasm: WasmBackend): boolean {
  const increment = trace({ name: 'Increment', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
  const x = wasm.makeOutput([5], 'float32', undefined, Float32Array.of(0, 1, 2, 3, 4));
  try {
    compile(increment).run(resolve(increment, { tensors: { x }, owned: ['x'] }));
    return String(wasm.readSync(x.dataId)) === '1,2,3,4,5';
  } finally {
    wasm.disposeData(x.dataId);
  }
}
