import * as tf from '@tensorflow/tfjs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { interpreting } from '../../../test/interpreting.js';
import { allocate } from './execute.js';
import { registerBackend, unregisterBackend } from './registry.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});
beforeEach(() => {
  tf.engine().startScope();
});
afterEach(() => {
  tf.engine().endScope();
  unregisterBackend('cpu');
});

describe('allocate', () => {
  test('gives ordinary zeros where no adapter is registered, or the adapter has no wish', () => {
    for (const register of [() => {}, () => registerBackend(interpreting().backend)]) {
      register();
      const [a, b, c] = allocate([[2, 3], [], [0]]);
      expect(a?.shape).toEqual([2, 3]);
      expect(a?.dataSync()).toEqual(new Float32Array(6));
      expect([b?.shape, b?.dtype, b?.dataSync()]).toEqual([[], 'float32', Float32Array.of(0)]);
      expect(c?.size).toBe(0);
    }
  });

  test('asks the adapter, and counts what it gives', () => {
    const asked: (readonly (readonly number[])[])[] = [];
    const { backend } = interpreting();
    registerBackend({
      ...backend,
      allocate(shapes) {
        asked.push(shapes);
        return shapes.map((shape) => tf.zeros([...shape]));
      },
    });
    const [tensor] = allocate([[2]]);
    expect(asked).toEqual([[[2]]]);
    expect(tensor?.dataSync()).toEqual(Float32Array.of(0, 0));
    tensor?.dispose();
    expect(tensor?.isDisposed).toBe(true);
  });
});
