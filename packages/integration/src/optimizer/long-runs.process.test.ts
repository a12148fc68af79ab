import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { register as registerCpu } from '@nadir/backend-cpu';
import { register as registerWasm } from '@nadir/backend-wasm';
import { Optimizer } from '@nadir/core';
import { optimizers } from '@nadir/optim';
import * as tf from '@tensorflow/tfjs';
import { expect, it } from 'vitest';
import '@tensorflow/tfjs-backend-wasm';

const isThorough = import.meta.env.MODE === 'all-laws';

/** Every optimizer, or some. */
const names = Object.keys(optimizers).filter((_, i) => isThorough || i % 5 === 0);

/** Steps of each, and those between readings of the resident memory. */
const [steps, between] = isThorough ? [10_000, 1000] : [500, 500];

/** Steps between those at which it is waited for. */
const burst = 50;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const resident = () => {
  collect();
  return process.memoryUsage().rss;
};

const held = () => {
  const { numTensors, numDataBuffers, numBytes } = tf.memory();
  return { numTensors, numDataBuffers, numBytes };
};

/** Shapes of which each optimizer takes some. */
const shapes = [[8, 6], [6]];

/**
 * Takes steps with one optimizer. The memory that TensorFlow.js holds is the same after the second as after the last.
 * @returns Bytes by which the process has grown with each step.
 */
async function growthOf(name: string): Promise<number> {
  const { rule } = optimizers[name] as (typeof optimizers)[string];
  const isTaken = (shape: readonly number[]) => {
    try {
      rule.checkShape(shape, name);
      return true;
    } catch {
      return false;
    }
  };
  const before = held();
  const variables = shapes
    .filter(isTaken)
    .map((shape) => tf.tidy(() => tf.variable(tf.ones(shape))));
  const gradients = Object.fromEntries(
    variables.map((one) => [one.name, tf.fill(one.shape, 0.01)]),
  );
  const optimizer = new Optimizer(rule, variables);
  const take = async (some: number) => {
    for (let k = 0; k < some; k++) optimizer.applyGradients(gradients);
    await optimizer.settled();
  };
  await take(2);
  const after = held();
  const readings: number[] = [];
  for (let k = burst; k <= steps; k += burst) {
    await take(burst);
    if (k % between === 0) readings.push(resident());
  }
  expect(held(), name).toEqual(after);
  optimizer.dispose();
  tf.dispose([...variables, ...Object.values(gradients)]);
  expect(held(), name).toEqual(before);
  // At first code is compiled, and the least of some readings is without what is collected later.
  const [early, late] = [readings.slice(2, -4), readings.slice(-4)];
  return (Math.min(...late) - Math.min(...early)) / (between * late.length);
}

it.each([
  ['cpu', registerCpu],
  ['wasm', registerWasm],
] as const)(
  'long runs on %s take no more memory',
  async (backend, register) => {
    await tf.setBackend(backend);
    register();
    for (const name of names) {
      const growth = await growthOf(name);
      // In few steps, most would be what the process takes for its code.
      if (isThorough) expect(growth, name).toBeLessThan(1000);
    }
  },
  3_600_000,
);
