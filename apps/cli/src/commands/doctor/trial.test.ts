import { readFileSync } from 'node:fs';
import { register } from '@nadir/backend-cpu';
import { type Backend, registerBackend, unregisterBackend } from '@nadir/core';
import { memory, setBackend } from '@tensorflow/tfjs';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { expected, tolerance, tryAdamW } from './trial.js';

beforeAll(() => setBackend('cpu'));
afterEach(() => unregisterBackend('cpu'));

it('expects what is recorded from PyTorch', () => {
  const file = new URL('../../../../../packages/conformance/golden/spec.json', import.meta.url);
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { rows: { rule: string }[] };
  expect(rows).toContainEqual({
    source: 'torch 2.13.0',
    rule: 'AdamW',
    problem: 'V',
    options: { learningRate: 0.1, weightDecay: 0.1 },
    parameters: expected,
  });
});

it.each([
  ['ordinary ops', () => {}],
  ['an adapter', register],
])('agrees with PyTorch on %s, and leaves nothing behind', async (_, prepare) => {
  prepare();
  const before = memory();
  const { bits, difference } = await tryAdamW();
  expect(bits).toBe(32);
  expect(difference).toBeLessThanOrEqual(tolerance);
  expect(memory()).toMatchObject({
    numTensors: before.numTensors,
    numDataBuffers: before.numDataBuffers,
  });
});

it('finds out an adapter that computes something else', async () => {
  const idle: Backend = { name: 'cpu', compile: () => ({ run: () => ({}) }) };
  registerBackend(idle);
  // Nothing has moved: the farthest is 1 − 0.7757.
  expect((await tryAdamW()).difference).toBeCloseTo(0.2243, 4);
});
