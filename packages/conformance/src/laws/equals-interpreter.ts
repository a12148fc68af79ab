import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { it } from 'vitest';
import {
  comparedShapes,
  type Entry,
  enoughSteps,
  movesElementwise,
  type OptionSet,
  optionsOf,
  richest,
  shapesOf,
  takesVectors,
  titleOf,
} from '../catalogue/entry.js';
import type { Law } from '../law.js';
import { gradientsAt, numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  interpretedSnapshot,
  type Snapshot,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

type Shapes = readonly (readonly number[])[];

/** A step is what the interpreter makes of the rule in float32, whatever the size. */
export const equalsInterpreter: Law = (entry, { tolerance }) => {
  const compare = async (set: OptionSet, shapes: Shapes, steps: number) => {
    const run = startRun(entry, set, shapes);
    const gradientsOf = entry.evenGradients ? gradientsAt : wideGradients;
    const gradients = Array.from({ length: steps }, (_, k) => gradientsOf(k, shapes));
    for (const now of gradients) step(run, now);
    expectSameRun(await snapshotOf(run), reference(entry, set, shapes, gradients), tolerance);
    run.optimizer.dispose();
  };

  // As many as the longest interval of the option sets, and one more.
  const few = entry.takesLong ? 4 : 6;
  for (const set of entry.optionSets) {
    it(`equals the interpreter: ${titleOf(set)}`, () => compare(set, comparedShapes(entry), few));
  }
  it('equals the interpreter: many elements', () =>
    compare(richest(entry), [manyElements(entry)], 2));
  const steps = enoughSteps(entry, 40);
  it(`equals the interpreter: ${steps} steps`, () =>
    compare(richest(entry), shapesOf(entry), steps));
};

/** More than one thread or group of a kernel takes; fewer where the interpreter has several programs to go through. */
function manyElements(entry: Entry): readonly number[] {
  if (!takesVectors(entry)) return [129, 37];
  return movesElementwise(entry, richest(entry), [1]) ? [33_001] : [10_001];
}

/** Gradients of very different sizes, as deep networks have them. */
function wideGradients(k: number, shapes: Shapes): Float32Array[] {
  return shapes.map((shape, i) =>
    numbers(sizeOf(shape), 1000 + k, i).map((x, element) => x * 10 ** ((element % 6) - 4)),
  );
}

function reference(
  entry: Entry,
  set: OptionSet,
  shapes: Shapes,
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
