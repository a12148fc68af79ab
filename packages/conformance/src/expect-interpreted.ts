import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { type Entry, type OptionSet, optionsOf } from './catalogue/entry.js';
import { gradientsAt, numbers, sizeOf } from './numbers.js';
import {
  expectSameRun,
  interpretedSnapshot,
  type Snapshot,
  snapshotOf,
  startRun,
  step,
} from './run.js';
import type { Tolerance } from './tolerance.js';

type Shapes = readonly (readonly number[])[];

/** Fails unless steps for parameters of given shapes are those of the interpreter in float32. */
export async function expectInterpreted(
  entry: Entry,
  set: OptionSet,
  shapes: Shapes,
  steps: number,
  tolerance: Tolerance,
): Promise<void> {
  const run = startRun(entry, set, shapes);
  const gradientsOf = entry.evenGradients ? gradientsAt : wideGradients;
  const gradients = Array.from({ length: steps }, (_, k) => gradientsOf(k, shapes));
  for (const now of gradients) step(run, now);
  expectSameRun(await snapshotOf(run), reference(entry, set, shapes, gradients), tolerance);
  run.optimizer.dispose();
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
