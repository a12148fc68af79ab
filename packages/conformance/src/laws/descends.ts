import { tensor, variable } from '@tensorflow/tfjs-core';
import { type EntryOptions, enoughSteps, keySets, titleOf } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import type { Law } from '../law.js';
import { numbers } from '../numbers.js';
import { named, read, step } from '../run.js';

// A matrix, since some rules take nothing else; others do not ask for the shape.
const shape = [6, 5];
const size = 30;

/** A loss at which climbing ends. Who looks for the distance to the top would soon be at infinity. */
const endless = 1e6;

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

type Comparison = (loss: number, start: number) => boolean;
const below: Comparison = (loss, start) => loss < start;
const above: Comparison = (loss, start) => loss > start;

/** A convex loss falls, or rises where that is asked for. */
export const descends: Law = (it, entry) => {
  const [few, many] = [enoughSteps(entry, 20), enoughSteps(entry, 60)];

  /** The losses from all starting points, each a parameter of its own, once they compare to those there. */
  const lossesOnce = async (holds: Comparison, options: EntryOptions): Promise<number[]> => {
    const variables = starts.map((start) => variable(tensor(start, shape)));
    const run = { variables, optimizer: entry.create(named(variables), options) };
    const compares = (place: Float32Array, i: number) =>
      holds(lossAt(place), lossAt(starts[i] as Float32Array));
    for (let k = 0; k < many; k++) {
      const places = await Promise.all(variables.map(read));
      if (places.every((place) => lossAt(place) > endless)) break;
      // Rules that look for their learning rate go too far at first.
      if (k >= few && places.every(compares)) break;
      step(run, places.map(gradientAt));
    }
    run.optimizer.dispose();
    return (await Promise.all(variables.map(read))).map(lossAt);
  };

  for (const set of keySets(entry)) {
    it(`descends, and ascends to maximize: ${titleOf(set)}`, async () => {
      const down = await lossesOnce(below, set);
      const up = await lossesOnce(above, { ...set, maximize: true });
      starts.forEach((start, i) => {
        expect(down[i]).toBeLessThan(lossAt(start));
        expect(up[i]).toBeGreaterThan(lossAt(start));
      });
    });
  }
};
