import { type OptionValues, RuleInterpreter, threefry } from '@nadir/core';
import {
  type Entry,
  keySets,
  type OptionSet,
  optionsOf,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import { expect } from '../expect.js';
import type { Law } from '../law.js';
import { numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  interpretedSnapshot,
  type Snapshot,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** Powers of ten whose squares are finite numbers, 0 among them. */
const usual = [-38, -30, -23, -19, -10, -5, -1, 0, 1, 5, 10, 16];

/** Powers of ten whose squares are not. */
const huge = [...usual, 19, 20, 25, 30, 35, 37];

const steps = 8;

/**
 * Finite gradients of any size leave numbers, those of the interpreter. A weight is infinite only where the formula
 * itself leaves the range of float32.
 */
export const takesEverySize: Law = (it, entry, { tolerance }) => {
  const shapes = shapesOf(entry);
  for (const [title, powers] of [
    ['of every size', usual],
    ['whose squares overflow', huge],
  ] as const) {
    for (const set of keySets(entry)) {
      it(`takes gradients ${title}: ${titleOf(set)}`, async () => {
        const run = startRun(entry, set, shapes);
        const gradients = Array.from({ length: steps }, (_, k) => mixed(k, shapes, powers));
        for (const now of gradients) step(run, now);
        const given = await snapshotOf(run);
        run.optimizer.dispose();
        const exact = reference(entry, set, shapes, gradients, 'float64');
        for (const [name, values] of Object.entries(given.weights)) {
          values.forEach((x, i) => {
            const beyond = Math.abs(exact.weights[name]?.[i] as number) > 1e38;
            const fits = Number.isFinite(x) || (beyond && !Number.isNaN(x));
            expect(fits, `${name}[${i}] is ${x}, expected a finite number`).toBe(true);
          });
        }
        // Operations on matrices amplify rounding without bound where numbers differ by 60 powers of ten.
        if (entry.tolerance !== undefined) return;
        expectSameRun(given, reference(entry, set, shapes, gradients, 'float32'), tolerance);
      });
    }
  }
};

/** Gradients of one step, each element of a size and sign of its own, or 0. */
function mixed(
  k: number,
  shapes: readonly (readonly number[])[],
  powers: readonly number[],
): Float32Array[] {
  return shapes.map((shape, i) =>
    numbers(sizeOf(shape), 3000 + k, i).map((x, element) => {
      const [bits] = threefry(4000 + k, i, element, 0);
      const power = powers[bits % (powers.length + 1)];
      return power === undefined ? 0 : x * 10 ** power;
    }),
  );
}

function reference(
  entry: Entry,
  set: OptionSet,
  shapes: readonly (readonly number[])[],
  gradients: readonly (readonly Float32Array[])[],
  precision: 'float32' | 'float64',
): Snapshot {
  const run = new RuleInterpreter(
    entry.rule,
    shapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
    precision,
  );
  for (const row of gradients) run.step(row, () => optionsOf(entry, set) as OptionValues);
  return interpretedSnapshot(run);
}
