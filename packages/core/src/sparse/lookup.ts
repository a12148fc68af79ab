import { clone, customGrad, gather, keep, Tensor } from '@tensorflow/tfjs-core';
import { effect, recording } from '../capture/recording.js';
import { describe, TensorError } from '../errors.js';
import { scatterRows } from './scatter.js';

/** Rows that were looked up while a loss was computed, by their table. */
class Lookups {
  readonly #indices = new Map<Tensor, Tensor[]>();

  /** Indices of the rows of a table, a tensor for each look-up. */
  of(table: Tensor): readonly Tensor[] {
    return this.#indices.get(table) ?? [];
  }

  /** Remembers rows, whatever becomes of the tensor that names them. */
  add(table: Tensor, indices: Tensor): void {
    const known = this.#indices.get(table) ?? [];
    this.#indices.set(table, [...known, keep(clone(indices))]);
  }

  dispose(): void {
    for (const tensor of [...this.#indices.values()].flat()) tensor.dispose();
    this.#indices.clear();
  }
}

/** Where look-ups are remembered at the moment. */
let current: Lookups | undefined;

/** Begins to remember look-ups in a place of its own, and returns what ends that. */
function begin(): () => void {
  const outer = current;
  const own = new Lookups();
  current = own;
  return () => {
    current = outer;
    own.dispose();
  };
}

/** Runs an action and remembers the look-ups that it makes for as long. It may itself run such actions. */
export function remembering<T>(action: () => T): T {
  const within = recording();
  if (within) return within.scope('look-ups', begin, action);
  const end = begin();
  try {
    return action();
  } finally {
    end();
  }
}

/** Indices of the rows of a table that the action under way has looked up, a tensor for each look-up. */
export const lookupsOf = (table: Tensor): readonly Tensor[] => current?.of(table) ?? [];

/**
 * Rows of a table by their indices, as of an embedding: `gather` along the first axis, which also tells
 * {@link SparseAdam} what rows a step has touched.
 *
 * Its gradient is that of `gather`, but there is one on every backend of TensorFlow.js, and on `cpu` it is
 * computed in one pass instead of one for each row of the table.
 *
 * @param table Float32, of rank ≥ 1: usually a variable.
 * @param indices Int32, of any shape, each in [0, rows). Those outside give what `gather` gives there.
 * @returns Shape of `indices`, then that of a row.
 * @throws {@link TensorError} when an argument has another dtype or no rows.
 * @example
 * ```ts
 * const optimizer = new SparseAdam([table]);
 * const words = tensor1d([3, 1, 3], 'int32');
 * optimizer.step(() => sum(square(lookup(table, words)))); // rows 1 and 3 move
 * ```
 */
export function lookup(table: Tensor, indices: Tensor): Tensor {
  for (const [name, given, dtype] of [
    ['table', table, 'float32'],
    ['indices', indices, 'int32'],
  ] as const) {
    if (given instanceof Tensor && given.dtype === dtype) continue;
    const got = given instanceof Tensor ? given.dtype : describe(given);
    throw new TensorError(`lookup.${name}: got ${got}, expected a tensor of ${dtype}.`);
  }
  if (table.rank === 0) {
    throw new TensorError('lookup.table: got a number, expected a tensor with rows.');
  }
  if (current !== undefined) effect('a look-up', indices, (rows) => current?.add(table, rows));
  return customGrad((given, saveUntyped) => {
    const [rows, which] = [given as Tensor, indices];
    (saveUntyped as (tensors: Tensor[]) => void)([which]);
    const gradFunc = (dy: Tensor, [saved]: Tensor[]) =>
      scatterRows(saved as Tensor, dy, table.shape);
    return { value: gather(rows, which), gradFunc };
  })(table);
}
