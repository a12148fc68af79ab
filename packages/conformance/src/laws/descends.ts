import { tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { type EntryOptions, titleOf } from '../catalogue.js';
import type { Law } from '../law.js';
import { numbers } from '../numbers.js';
import { named, read, step } from '../run.js';

const size = 30;
const steps = 60;

/** Curvature c of each coordinate, from 0.2 to 2, and the place x* of its minimum. */
const curvature = numbers(size, 21).map((x) => 1.1 + 0.9 * x);
const minimum = numbers(size, 22).map((x) => 0.1 * x);

/** Starting points: near by, and further away in each direction. */
const starts = [1, -2, 3].map((scale, i) => numbers(size, 23, i).map((x) => scale * x));

/** Σ ½ c (x − x*)². */
const lossAt = (x: Float32Array): number =>
  x.reduce((sum, xi, i) => sum + 0.5 * at(curvature, i) * (xi - at(minimum, i)) ** 2, 0);

const gradientAt = (x: Float32Array): Float32Array =>
  x.map((xi, i) => at(curvature, i) * (xi - at(minimum, i)));

const at = (array: Float32Array, i: number): number => array[i] as number;

/** A convex loss falls, or rises where that is asked for. */
export const descends: Law = (entry) => {
  const lossAfter = async (options: EntryOptions, start: Float32Array): Promise<number> => {
    const variables = [variable(tensor(start))] as [Variable];
    const run = { variables, optimizer: entry.create(named(variables), options) };
    for (let k = 0; k < steps; k++) step(run, [gradientAt(await read(variables[0]))]);
    run.optimizer.dispose();
    return lossAt(await read(variables[0]));
  };

  for (const set of entry.optionSets) {
    it(`descends, and ascends to maximize: ${titleOf(set)}`, async () => {
      for (const start of starts) {
        expect(await lossAfter(set, start)).toBeLessThan(lossAt(start));
        const climbing = { ...set, maximize: true };
        expect(await lossAfter(climbing, start)).toBeGreaterThan(lossAt(start));
      }
    });
  }
};
