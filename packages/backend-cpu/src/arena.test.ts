import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { add, allocate, execute, sum, trace, unregisterBackend } from '@nadir/core/program';
import { vectorBytes } from '@nadir/simd';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { Arena, arenaOf, scratchArena, scratchBytes } from './arena.js';
import { cpuBackend } from './cpu-backend.js';
import { register } from './index.js';

describe('an arena', () => {
  test('holds an array of zeros for each size, behind its scratch space', () => {
    const { arrays } = new Arena([3, 0, 1, 100_000]);
    expect(arrays.map((array) => array.length)).toEqual([3, 0, 1, 100_000]);
    expect(arrays.every((array) => array.byteOffset >= scratchBytes)).toBe(true);
    expect(arrays.every((array) => array.every((x) => x === 0))).toBe(true);
  });

  test('lets no two arrays share a vector, and begins each with one', () => {
    const { arrays, buffer } = new Arena([1, 4, 5, 8, 2, 16_384]);
    let end = scratchBytes;
    for (const array of arrays) {
      expect(array.byteOffset % vectorBytes).toBe(0);
      expect(array.byteOffset).toBeGreaterThanOrEqual(end);
      end = array.byteOffset + Math.ceil(array.byteLength / vectorBytes) * vectorBytes;
    }
    expect(end).toBeLessThanOrEqual(buffer.byteLength);
  });

  test('is found from each of its arrays and views of them, and from no other', () => {
    const [one, two] = [new Arena([4, 4]), new Arena([4])];
    for (const array of one.arrays) expect(arenaOf(array)).toBe(one);
    expect(arenaOf((one.arrays[0] as Float32Array).subarray(1, 2))).toBe(one);
    expect(arenaOf(two.arrays[0] as Float32Array)).toBe(two);
    expect(arenaOf(new Float32Array(4))).toBeUndefined();
  });

  test('without arrays is made once', () => {
    expect(scratchArena()).toBe(scratchArena());
    expect(scratchArena().arrays).toEqual([]);
  });

  test('is freed with the last of its tensors, though kernels have run on it', async () => {
    await tf.setBackend('cpu');
    register();
    const count = trace({ name: 'count', tensors: ['m'] }, ({ m }) => ({
      m: add(m, 1),
      n: sum(m),
    }));
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    // What a weak reference gave is kept until the end of the task, so each look has its own task.
    const nextTask = () => new Promise((resolve) => setTimeout(resolve));
    const used = () => {
      const [m, other] = allocate([[3], [4]]) as [tf.Tensor, tf.Tensor];
      tf.dispose(execute(count, { tensors: { m }, owned: ['m'] }));
      m.dispose();
      return { other, memory: new WeakRef(cpuBackend().data.get(other.dataId).values.buffer) };
    };
    const { other, memory } = used();
    await nextTask();
    collectGarbage();
    expect(memory.deref()).toBeDefined();
    other.dispose();
    await nextTask();
    collectGarbage();
    expect(memory.deref()).toBeUndefined();
    unregisterBackend('cpu');
  });
});
