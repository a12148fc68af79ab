import { register } from '@nadir/backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { measureSmallUpdates } from './small-updates.js';

it('times steps here and in TensorFlow.js in turns, and leaves nothing in memory', async () => {
  await setBackend('cpu');
  register();
  const before = memory().numTensors;
  const measured = measureSmallUpdates({ sizes: [3, 1], turns: 3, stepsPerTurn: 2 });
  expect(measured.map(({ name }) => name)).toEqual([
    'adam, applyGradients',
    'adam, minimize',
    'sgd, applyGradients',
    'sgd, minimize',
  ]);
  for (const { here, there, ratio } of measured) {
    expect(Math.min(here.min, there.min)).toBeGreaterThan(0);
    expect(ratio.median).toBeGreaterThanOrEqual(ratio.min);
  }
  expect(memory().numTensors).toBe(before);
});
