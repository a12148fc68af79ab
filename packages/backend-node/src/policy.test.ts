import { findBackend } from '@nadir/core';
import { setBackend } from '@tensorflow/tfjs';
import { expect, it, vi } from 'vitest';
import { missing } from '../test/provided.js';
import { register } from './index.js';

it('registers nothing where WebAssembly may not be compiled', async ({ skip }) => {
  if (missing !== undefined) skip(missing);
  await setBackend('tensorflow');
  function refuse(): never {
    throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
  }
  vi.spyOn(WebAssembly, 'Module').mockImplementation(refuse);
  expect(() => register()).toThrow(/^backend-node: got a page that may not compile WebAssembly/);
  expect(findBackend('tensorflow')).toBeUndefined();
});
