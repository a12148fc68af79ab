import { OptionError } from '@nadir/core';
import { checkOptions, checkShape, describe, sizeOf } from '@nadir/core/internal';
import { type Tensor, tensor } from '@tensorflow/tfjs-core';
import type { Dataset } from './dataset.js';

/** Numbers of all examples, one example after the other. */
export interface Column {
  /** Float32Array gives float32 tensors, Int32Array and Uint8Array give int32. */
  readonly values: Float32Array | Int32Array | Uint8Array;
  /** Shape of one example. Default: `[]`, one number each. */
  readonly shape?: readonly number[];
}

/**
 * Examples in memory.
 *
 * @param columns What a batch is made of, by name. A model is trained on `inputs` and `targets`.
 * @throws {@link OptionError} when a column is of another kind, or columns have different numbers of examples.
 * @example
 * ```ts
 * const digits = arrayDataset({
 *   inputs: { values: pixels, shape: [8, 8, 1] },
 *   targets: { values: labels },
 * });
 * ```
 */
export function arrayDataset<Name extends string>(
  columns: Readonly<Record<Name, Column>>,
): Dataset<Record<Name, Tensor>> {
  checkOptions('arrayDataset', columns);
  const entries = Object.entries<Column>(columns);
  const lengths = new Map(entries.map(([name, column]) => [name, examplesIn(name, column)]));
  const [length = 0] = lengths.values();
  if (entries.length === 0 || [...lengths.values()].some((other) => other !== length)) {
    const given = [...lengths].map(([name, count]) => `${name}: ${count}`).join(', ');
    throw new OptionError(
      `arrayDataset: got columns of ${given || 'nothing'}, expected the same number of examples in each.`,
    );
  }
  return {
    length,
    get: (indices) =>
      Object.fromEntries(
        entries.map(([name, column]) => [name, rowsOf(column, indices)]),
      ) as Record<Name, Tensor>,
  };
}

function examplesIn(name: string, column: Column): number {
  const where = `arrayDataset.${name}`;
  checkOptions(where, column);
  const { values, shape = [] } = column;
  const isTyped = [Float32Array, Int32Array, Uint8Array].some((kind) => values instanceof kind);
  if (!isTyped) {
    throw new OptionError(
      `${where}.values: got ${describe(values)}, expected a Float32Array, an Int32Array or a Uint8Array. ` +
        'Write Float32Array.from(values).',
    );
  }
  checkShape(where, shape);
  const examples = values.length / sizeOf(shape);
  if (Number.isInteger(examples)) return examples;
  throw new OptionError(
    `${where}: got ${values.length} values, expected a multiple of ${sizeOf(shape)}, as many as the shape [${shape}] has.`,
  );
}

function rowsOf({ values, shape = [] }: Column, indices: Uint32Array): Tensor {
  const size = sizeOf(shape);
  const isFloat = values instanceof Float32Array;
  const rows = new (isFloat ? Float32Array : Int32Array)(indices.length * size);
  indices.forEach((index, i) => {
    if (size === 1) rows[i] = values[index] as number;
    else rows.set(values.subarray(index * size, (index + 1) * size), i * size);
  });
  return tensor(rows, [indices.length, ...shape], isFloat ? 'float32' : 'int32');
}
