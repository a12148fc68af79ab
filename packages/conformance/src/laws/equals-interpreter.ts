import { type OptionValues, RuleInterpreter } from '@nadir/core/program';
import { it } from 'vitest';
import { type Entry, type OptionSet, optionsOf, richest, titleOf } from '../catalogue/entry.js';
import type { Law } from '../law.js';
import { fewShapes, manyShapes, numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  interpretedSnapshot,
  type Snapshot,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** A step is what the interpreter makes of the rule in float32, whatever the size. */
export const equalsInterpreter: Law = (entry, { tolerance }) => {
  const compare = async (set: OptionSet, shapes: typeof manyShapes, steps: number) => {
    const run = startRun(entry, set, shapes);
    const gradients = Array.from({ length: steps }, (_, k) => wideGradients(k, shapes));
    for (const now of gradients) step(run, now);
    expectSameRun(await snapshotOf(run), reference(entry, set, shapes, gradients), tolerance);
    run.optimizer.dispose();
  };

  for (const set of entry.optionSets) {
    it(`equals the interpreter: ${titleOf(set)}`, () => compare(set, manyShapes, 6));
  }
  it('equals the interpreter: 100001 elements', () => compare(richest(entry), [[100_001]], 2));
  it('equals the interpreter: 40 steps', () => compare(richest(entry), fewShapes, 40));
};

/** Gradients of very different sizes, as deep networks have them. */
function wideGradients(k: number, shapes: typeof manyShapes): Float32Array[] {
  return shapes.map((shape, i) =>
    numbers(sizeOf(shape), 1000 + k, i).map((x, element) => x * 10 ** ((element % 6) - 4)),
  );
}

function reference(
  entry: Entry,
  set: OptionSet,
  shapes: typeof manyShapes,
  gradients: readonly (readonly Float32Array[])[],
): Snapshot {
  const options = optionsOf(entry, set) as OptionValues;
  const run = new RuleInterpreter(
    entry.rule,
    shapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
    'float32',
  );
  for (const row of gradients) run.step(row, () => options);
  return interpretedSnapshot(run);
}
