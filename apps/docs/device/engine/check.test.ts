import '@tensorflow/tfjs';
import { register } from '@nadir/backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { checkBackend, MissingError } from './check.js';
import { heldLaws } from './held-laws.js';
import { quartiles, ratioOf } from './ratio.js';
import { isMeasured, type MeasuredBackend, type Progress } from './report.js';

const world = {
  async start() {
    await setBackend('cpu');
    register();
  },
  now: () => performance.now(),
  onProgress() {},
};

test('the processor keeps float32 and passes every law, and the check leaves no tensor', async () => {
  await world.start();
  const before = memory().numTensors;
  const seen: Progress[] = [];
  const result = (await checkBackend('cpu', {
    ...world,
    onProgress: (progress) => seen.push(progress),
  })) as MeasuredBackend;
  expect(isMeasured(result)).toBe(true);
  // IEEE 754 on the host: nothing is lost, and a quotient and a root are the nearest float32.
  expect(result.precision).toEqual({
    ...{ tensorBits: 23, stateBits: 23, subnormals: true },
    ...{ quotientError: 0, rootError: 0 },
  });
  expect(result.laws.map(({ law }) => law)).toEqual(heldLaws);
  for (const { passed, leftOut, failed } of result.laws) {
    expect(failed).toEqual([]);
    expect(passed).toBeGreaterThan(0);
    expect(leftOut).toBe(0);
  }
  const { nadir, tfjs, nadirPerSecond, ratio, parameters } = result.speed;
  expect(parameters).toBe(784 * 256 + 256 + 256 * 10 + 10);
  expect(nadir).toHaveLength(tfjs.length);
  expect(nadirPerSecond).toBeCloseTo(1000 / quartiles(nadir)[1]);
  expect(ratio).toEqual(ratioOf(tfjs, nadir));
  const shares = seen.map(({ share }) => share);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect(seen.every(({ backend, share }) => backend === 'cpu' && share >= 0 && share <= 1)).toBe(
    true,
  );
  expect(memory().numTensors).toBe(before);
});

test('a backend that is not here is told with its reason', async () => {
  const start = () => Promise.reject(new MissingError('webgl2', 'no context'));
  expect(await checkBackend('webgl', { ...world, start })).toEqual({
    name: 'webgl',
    missing: { reason: 'webgl2', message: 'no context' },
  });
  const fails = () => Promise.reject(new Error('lost'));
  expect(await checkBackend('webgpu', { ...world, start: fails })).toEqual({
    name: 'webgpu',
    missing: { reason: 'other', message: 'lost' },
  });
});
