import '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-wasm';
import { execute, sum, trace } from '@nadir/core';
import { fill, ready, setBackend, type Tensor } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';

beforeAll(async () => {
  await setBackend('wasm');
  await ready();
});

it('are exact without the adapter too, where TensorFlow.js adds one float32 after another', () => {
  const program = trace({ name: 'total', tensors: ['x'] }, ({ x }) => ({ total: sum(x) }));
  for (const n of [1e7, 9_999_991]) {
    const { total } = execute(program, { tensors: { x: fill([n], 0.1) } });
    const expected = n * Math.fround(0.1);
    const [given = 0] = (total as Tensor).dataSync();
    expect(Math.abs(given - expected) / expected).toBeLessThan(1e-6);
  }
});
