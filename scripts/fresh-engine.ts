// Test files that share a process each find TensorFlow.js as it is when it was just loaded.
import { unregisterBackend } from '@nadir/core';
import { engine } from '@tensorflow/tfjs-core';
import { afterAll } from 'vitest';

afterAll(() => {
  const one = engine();
  for (const name of Object.keys(one.registryFactory)) unregisterBackend(name);
  one.reset();
});
