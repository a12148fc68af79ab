import { availableParallelism } from 'node:os';
import { expect, it, vi } from 'vitest';
import { describeMachine, isAtLeast } from './machine.js';

it.each([
  ['20.19.0', '20.19', true],
  ['20.18.9', '20.19', false],
  ['22.0.0', '20.19', true],
  ['18.20.8', '20.19', false],
  ['20.19.0', '20.19.0', true],
  ['20.9.0', '20.19', false],
])('version %s against %s', (version, least, answer) => {
  expect(isAtLeast(version, least)).toBe(answer);
});

it('describes this machine, which runs the tests of adapters that need SIMD', () => {
  expect(describeMachine()).toMatchObject({
    platform: process.platform,
    architecture: process.arch,
    cores: availableParallelism(),
    node: { version: process.versions.node, supported: true, range: '>=20.19' },
    webAssembly: { simd: true, sharedMemory: true },
  });
});

it('tells a machine without SIMD and without memory for threads', () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  vi.stubGlobal('SharedArrayBuffer', undefined);
  try {
    expect(describeMachine().webAssembly).toEqual({ simd: false, sharedMemory: false });
  } finally {
    vi.restoreAllMocks();
    vi.unstubAllGlobals();
  }
});
