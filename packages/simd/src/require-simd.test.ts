import { ProgramError } from '@nadir/core';
import { afterEach, expect, test, vi } from 'vitest';
import { requireSimd } from './index.js';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

/** What `requireSimd` throws; nothing where it is content. */
function refusal(): unknown {
  try {
    requireSimd('backend-test');
    return undefined;
  } catch (error) {
    return error;
  }
}

test('an engine that compiles SIMD is accepted', () => {
  expect(refusal()).toBeUndefined();
});

test.each<[string, () => void]>([
  ['SIMD', () => vi.spyOn(WebAssembly, 'validate').mockReturnValue(false)],
  ['WebAssembly', () => vi.stubGlobal('WebAssembly', undefined)],
])('an engine without %s is refused', (_, withoutIt) => {
  withoutIt();
  expect(refusal()).toEqual(
    new ProgramError(
      'backend-test: got a JavaScript engine without WebAssembly SIMD, expected one with it. Take a ' +
        'newer engine, or leave `register()` out and go on with ordinary ops.',
    ),
  );
});

// Chromium throws such an error under a Content-Security-Policy whose `script-src` is `'self'`.
test('a page that may not compile WebAssembly is told what to add to its policy', () => {
  const cause = new WebAssembly.CompileError(
    'WebAssembly.Module(): Compiling or instantiating WebAssembly module violates the policy',
  );
  function refuse(): never {
    throw cause;
  }
  vi.spyOn(WebAssembly, 'Module').mockImplementation(refuse);
  const error = refusal();
  expect(error).toEqual(
    new ProgramError(
      'backend-test: got a page that may not compile WebAssembly, expected one that may. Add ' +
        "`'wasm-unsafe-eval'` to `script-src` in its Content-Security-Policy, or leave `register()` " +
        'out and go on with ordinary ops.',
    ),
  );
  expect((error as ProgramError).cause).toBe(cause);
});
