import { availableParallelism } from 'node:os';
import { expect, it, vi } from 'vitest';
import { describeMachine, isInRange } from './machine.js';

it.each([
  ['20.19.0', '>=20.19', true],
  ['20.18.9', '>=20.19', false],
  ['20.9.0', '>=20.19', false],
  ['22.0.0', '>=20.19', true],
  ['20.19.0', '^20.19.0 || >=22.12.0', true],
  ['20.20.1', '^20.19.0 || >=22.12.0', true],
  ['18.20.8', '^20.19.0 || >=22.12.0', false],
  ['21.7.3', '^20.19.0 || >=22.12.0', false],
  ['22.11.0', '^20.19.0 || >=22.12.0', false],
  ['22.12.0', '^20.19.0 || >=22.12.0', true],
  ['26.1.0', '^20.19.0 || >=22.12.0', true],
])('version %s in the range %s', (version, range, answer) => {
  expect(isInRange(version, range)).toBe(answer);
});

it('describes this machine, which runs the tests of adapters that need SIMD', () => {
  expect(describeMachine()).toMatchObject({
    platform: process.platform,
    architecture: process.arch,
    cores: availableParallelism(),
    node: { version: process.versions.node, supported: true, range: '^20.19.0 || >=22.12.0' },
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
