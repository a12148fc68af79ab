import { add, execute, findBackend, trace, unregisterBackend } from '@nadir/core';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { backend, register } from './index.js';

const refusal = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

test('register asks for a backend that is there, and does not make one', () => {
  expect(() => register()).toThrow(
    refusal('NADIR_STATE', /^backend-wasm: got no TensorFlow.js backend .* `setBackend\('wasm'\)`/),
  );
  expect(Object.keys(tf.engine().registry)).not.toContain('wasm');
  expect(findBackend('wasm')).toBeUndefined();
});

describe('with the backend', () => {
  beforeEach(async () => {
    await tf.setBackend('wasm');
  });
  afterEach(() => {
    vi.restoreAllMocks();
    unregisterBackend('wasm');
  });

  test('nothing is registered until register is called, and register leaves nothing behind', () => {
    expect(findBackend('wasm')).toBeUndefined();
    const before = [tf.memory(), (tf.backend() as tf.KernelBackend).numDataIds()];
    register();
    expect(findBackend('wasm')).toBe(backend);
    expect([tf.memory(), (tf.backend() as tf.KernelBackend).numDataIds()]).toEqual(before);
  });

  test('register works while another backend is in use', async () => {
    await tf.setBackend('cpu');
    register();
    expect(findBackend('wasm')).toBe(backend);
  });

  test('tf.profile shows a step as one kernel', async () => {
    register();
    const program = trace({ name: 'Step', tensors: ['x'] }, ({ x }) => ({ x: add(x, 1) }));
    const x = tf.zeros([5]);
    const { kernels, newTensors } = await tf.profile(() => {
      execute(program, { tensors: { x }, owned: ['x'] });
    });
    expect(kernels.map(({ name }) => name)).toEqual(['Nadir.Step']);
    expect(newTensors).toBe(0);
    expect(x.dataSync()).toEqual(Float32Array.of(1, 1, 1, 1, 1));
    x.dispose();
  });

  test('register goes on with ordinary ops where the engine has no SIMD', () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    expect(() => register()).toThrow(
      refusal('NADIR_PROGRAM', /without WebAssembly SIMD, expected/),
    );
    expect(findBackend('wasm')).toBeUndefined();
  });

  test('register goes on with ordinary ops where a page may not compile WebAssembly', () => {
    function refuse(): never {
      throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
    }
    vi.spyOn(WebAssembly, 'Module').mockImplementation(refuse);
    expect(() => register()).toThrow(
      refusal('NADIR_PROGRAM', /^backend-wasm: got a page that may not compile WebAssembly/),
    );
    expect(findBackend('wasm')).toBeUndefined();
  });

  type Internals = { wasm: Record<string, unknown>; makeOutput: unknown };
  test.each<[string, (wasm: Internals) => void]>([
    ['has its memory elsewhere', (wasm) => Object.assign(wasm.wasm, { asm: {} })],
    ['has another allocator', (wasm) => Object.assign(wasm.wasm, { _malloc: undefined })],
    ['has no table of tensors', (wasm) => Object.assign(wasm, { dataIdMap: undefined })],
    ['has other names for its tensors', (wasm) => Object.assign(wasm.wasm, { tfjs: {} })],
    [
      'writes somewhere else',
      (wasm) => {
        const memory = new WebAssembly.Memory({ initial: 256 });
        Object.assign(wasm.wasm, { asm: { memory } });
      },
    ],
  ])('register goes on with ordinary ops where a backend %s', (_, change) => {
    const { registry } = tf.engine();
    const whole = registry.wasm as tf.KernelBackend & Internals;
    // The prototype keeps everything that is not changed.
    const module = Object.create(whole.wasm) as Record<string, unknown>;
    const changed = Object.assign(Object.create(whole), { wasm: module }) as typeof whole;
    change(changed);
    registry.wasm = changed;
    try {
      expect(() => register()).toThrow(
        refusal('NADIR_PROGRAM', /memory is out of reach, expected .* 4\.22\. Take this version/),
      );
      expect(findBackend('wasm')).toBeUndefined();
    } finally {
      registry.wasm = whole;
    }
  });
});
