import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { cautious } from '@nadir/optim/transforms';
import { keySets, optionsOf, shapesOf, titleOf } from '../../catalogue/entry.js';
import type { Law } from '../../law.js';
import { gradientsAt, numbers, sizeOf } from '../../numbers.js';
import { expectSameRun, interpretedSnapshot, snapshotOf, startRun, step } from '../../run.js';

/** `cautious` leaves out what goes against the gradient, as the interpreter does it. */
export const masksContrarySteps: Law = (it, entry, { tolerance }) => {
  for (const set of keySets(entry)) {
    it(`leaves out contrary steps to be cautious: ${titleOf(set)}`, async () => {
      const shapes = [...shapesOf(entry), entry.comparedOn?.at(-1) ?? [9, 15]];
      const run = startRun(entry, { ...set, cautious }, shapes);
      const reference = new RuleInterpreter(
        cautious(entry.rule),
        shapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
        'float32',
      );
      for (let k = 0; k < 8; k++) {
        step(run, gradientsAt(k, shapes));
        reference.step(gradientsAt(k, shapes), () => optionsOf(entry, set) as OptionValues);
      }
      expectSameRun(await snapshotOf(run), interpretedSnapshot(reference), tolerance);
    });
  }
};
