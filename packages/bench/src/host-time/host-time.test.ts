import { register } from '@nadir/backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import { measureHostTime } from './host-time.js';

it('times each way of stepping, and leaves nothing in memory', async () => {
  await setBackend('cpu');
  register();
  const before = memory().numTensors;
  const times = measureHostTime({ parameters: 3, elements: 4, turns: 5, stepsPerTurn: 2 });
  expect(times.map(({ name }) => name)).toEqual([
    'plain steps',
    'setOptions before each step',
    'after loadStateDict',
  ]);
  for (const { microseconds } of times) {
    expect(microseconds.min).toBeGreaterThan(0);
    expect(microseconds.median).toBeGreaterThanOrEqual(microseconds.min);
  }
  expect(memory().numTensors).toBe(before);
});
