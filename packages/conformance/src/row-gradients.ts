import type { SparseGradient } from '@nadir/core';
import { type OptionValues, RuleInterpreter } from '@nadir/core';
import { tensor } from '@tensorflow/tfjs-core';
import { type Entry, type OptionSet, optionsOf } from './catalogue/entry.js';
import { expectEqual } from './expect-equal.js';
import { numbers, sizeOf } from './numbers.js';
import type { Run, Snapshot } from './run.js';

/** Shapes of parameters of which a step names some rows. */
export const rowShapes: readonly (readonly number[])[] = [[6, 3], [5, 2, 2], [7]];

/** Rows that the gradients of a step name: some twice, some not in order, and some of none. */
export const rowsAt: readonly (readonly (readonly number[])[])[] = [
  [[0, 4], [1], [6, 2]],
  [[3, 5, 3], [4, 0], [1]],
  [[], [2, 2, 2], [3, 0]],
  [[1, 0], [3], []],
];

const widthOf = (shape: readonly number[]): number => sizeOf(shape.slice(1));

/** What the gradient of parameter i has for each row that it names at step k: 0 for row 0. */
function valuesAt(k: number, i: number): Float32Array[] {
  const width = widthOf(rowShapes[i] as number[]);
  return (rowsAt[k]?.[i] ?? []).map((row, j) =>
    numbers(width, 500 + k, 10 * i + j).map((x) => (row === 0 ? 0 : x)),
  );
}

/** That gradient, sparse. */
export function sparseGradient(k: number, i: number): SparseGradient {
  const rows = rowsAt[k]?.[i] ?? [];
  const values = Float32Array.from(valuesAt(k, i).flatMap((row) => [...row]));
  const row = (rowShapes[i] as number[]).slice(1);
  return {
    indices: tensor([...rows], [rows.length], 'int32'),
    values: tensor(values, [rows.length, ...row]),
  };
}

/** The same for all of the parameter. */
export function denseGradient(k: number, i: number): Float32Array {
  const shape = rowShapes[i] as number[];
  const dense = new Float32Array(sizeOf(shape));
  const rows = rowsAt[k]?.[i] ?? [];
  valuesAt(k, i).forEach((values, j) => {
    const first = (rows[j] as number) * widthOf(shape);
    values.forEach((x, e) => {
      dense[first + e] = (dense[first + e] as number) + x;
    });
  });
  return dense;
}

/** Applies the sparse gradients of step k once, and disposes of their tensors. */
export function stepSparse({ variables, optimizer }: Run, k: number): void {
  const gradients = variables.map((_, i) => sparseGradient(k, i));
  optimizer.applyGradients(
    Object.fromEntries(variables.map(({ name }, i) => [name, gradients[i] as SparseGradient])),
  );
  for (const { indices, values } of gradients) {
    indices.dispose();
    values.dispose();
  }
}

/** Steps of the interpreter in float32, and the parameters that it moves. */
export function interpretedRows(entry: Entry, set: OptionSet) {
  const options = optionsOf(entry, set) as OptionValues;
  const run = new RuleInterpreter(
    entry.rule,
    rowShapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
    'float32',
  );
  const stepAt = (k: number) =>
    run.step(
      rowShapes.map((_, i) => denseGradient(k, i)),
      () => options,
      (i) => rowsAt[k]?.[i] ?? [],
    );
  return Object.assign(stepAt, { parameters: run.parameters });
}

/** Fails unless rows that step k does not name are the same bits, in parameters and state. */
export function expectOthersUnchanged(after: Snapshot, before: Snapshot, k: number): void {
  rowShapes.forEach(([rows = 1], i) => {
    const named = rowsAt[k]?.[i] ?? [];
    for (const [part, zeros] of [
      ['weights', false],
      ['slots', true],
    ] as const) {
      for (const [name, values] of Object.entries(after[part])) {
        if (name !== `p${i}` && !name.startsWith(`p${i}/`)) continue;
        const width = values.length / rows;
        const old = before[part][name] ?? (zeros ? new Float32Array(values.length) : values);
        for (let row = 0; row < rows; row++) {
          const slice = (array: Float32Array) => array.slice(row * width, (row + 1) * width);
          const what = `row ${row} of ${name} at step ${k}`;
          if (!named.includes(row)) expectEqual(slice(values), slice(old), what);
        }
      }
    }
  });
}
