import { add, ProgramError, trace } from '@nadir/core';
import { encodeLoop } from './loop.js';

/**
 * Fails unless the JavaScript engine compiles loops here. Adapters ask in `register()`, so that nothing
 * is registered where no program could run.
 *
 * @param where Name of the adapter, for the message.
 * @throws {@link ProgramError} when the engine has no WebAssembly SIMD, or may not compile it.
 */
export function requireSimd(where: string): void {
  const bytes = encodeLoop(trace({ name: 'Probe', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) })));
  const orElse = 'or leave `register()` out and go on with ordinary ops.';
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) {
    throw new ProgramError(
      `${where}: got a JavaScript engine without WebAssembly SIMD, expected one with it. Take a ` +
        `newer engine, ${orElse}`,
    );
  }
  try {
    new WebAssembly.Module(bytes);
  } catch (cause) {
    throw new ProgramError(
      `${where}: got a page that may not compile WebAssembly, expected one that may. Add ` +
        `\`'wasm-unsafe-eval'\` to \`script-src\` in its Content-Security-Policy, ${orElse}`,
      { cause },
    );
  }
}
