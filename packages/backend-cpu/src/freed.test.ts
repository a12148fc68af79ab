import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { add, execute, sum, trace, unregisterBackend } from '@nadir/core';
import { allocate } from '@nadir/core/internal';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { cpuBackend } from './cpu-backend.js';
import { register } from './index.js';

test('an arena is freed with the last of its tensors, though kernels have run on it', async () => {
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
    const [m, other] = allocate([[100_000], [4]]) as [tf.Tensor, tf.Tensor];
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
