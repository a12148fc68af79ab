import { register } from '@nadir/backend-cpu';
import { backend, type KernelBackend, memory, setBackend } from '@tensorflow/tfjs';
import { describe, expect, it } from 'vitest';
import { defaultsOf } from '../src/training/optimizers.js';
import type { Options } from '../src/training/options.js';
import { trainSmall } from './small-problem.js';

/** Trainings that take every way through the loop. */
const variants: Readonly<Record<string, Partial<Options>>> = {
  'AdamW with dropout': {},
  'SGD with momentum and penalties': {
    optimizer: { name: 'sgd', options: { ...defaultsOf('sgd'), momentum: 0.9 } },
    l1: 1e-3,
    l2: 1e-3,
  },
};

/**
 * Registers tests that hold the loop on a backend against the loop on `cpu`.
 *
 * @param prepare Puts the backend in use, adapter and all.
 * @param tolerance Greatest relative difference of losses.
 */
export function agreesWithCpu(
  name: string,
  { prepare, tolerance }: { prepare: () => Promise<unknown>; tolerance: number },
): void {
  describe.each(Object.entries(variants))(`the loop on ${name}: %s`, (_, options) => {
    it('has the losses of the loop on cpu, step by step', async () => {
      await setBackend('cpu');
      register();
      const expected = await lossesOf(options);
      await prepare();
      const given = await lossesOf(options);
      // 40 steps, and the validation part after each of 10 epochs.
      expect(given).toHaveLength(50);
      const worst = Math.max(...given.map((x, i) => Math.abs(x / (expected[i] as number) - 1)));
      expect(worst).toBeLessThanOrEqual(tolerance);
    });

    it('holds as many tensors after any step, what its plans hold, and in the end the model', async () => {
      await prepare();
      const before = held();
      const after: number[][] = [];
      const { model } = await trainSmall(options, {
        validation: { features: new Float32Array(), targets: new Float64Array() },
        onStep: () => after.push(held()),
      });
      const [tensors = 0] = before;
      expect(after.map(([count]) => count)).toEqual(new Array(40).fill(after[0]?.[0]));
      // Batches of both sizes have their plans after four epochs, each with a few constants.
      expect(after.slice(16)).toEqual(new Array(24).fill(after[16]));
      const [, first = 0] = after[0] as number[];
      expect(after[16]?.[1]).toBeLessThanOrEqual(first + 16);
      // The 4 parameters; nothing else.
      expect(held()[0]).toBe(tensors + 4);
      model.dispose();
      expect(held()).toEqual(before);
    });
  });
}

/** Mean loss of the epoch after each of its steps, and the loss of the validation part after each epoch. */
async function lossesOf(options: Partial<Options>): Promise<number[]> {
  const losses: number[] = [];
  const { model } = await trainSmall(options, {
    onStep: ({ train }) => losses.push(train().loss),
    onEpoch: ({ validation }) => losses.push(validation?.loss as number),
  });
  model.dispose();
  return losses;
}

/** Numbers of tensors, of buffers, and of buffers that the backend itself counts. */
function held(): number[] {
  const { numTensors, numDataBuffers } = memory();
  return [numTensors, numDataBuffers, (backend() as KernelBackend).numDataIds()];
}
