import { OptionError } from '@nadir/core';
import { checkOptions, describe } from '@nadir/core/internal';
import { gather, type Tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Dataset } from './dataset.js';

/**
 * Examples in tensors, which stay on their device. The first axis of each counts examples. The tensors stay the caller's.
 *
 * @param columns What a batch is made of, by name. A model is trained on `inputs` and `targets`.
 * @throws {@link OptionError} when a column is no tensor with examples, or columns have different numbers of them.
 * @example
 * ```ts
 * const data = tensorDataset({ inputs: tf.randomNormal([200, 8]), targets: tf.zeros([200, 1]) });
 * ```
 */
export function tensorDataset<Name extends string>(
  columns: Readonly<Record<Name, Tensor>>,
): Dataset<Record<Name, Tensor>> {
  checkOptions('tensorDataset', columns);
  const entries = Object.entries<Tensor>(columns);
  for (const [name, column] of entries) {
    if (column?.shape !== undefined && !column.isDisposed && column.shape.length > 0) continue;
    throw new OptionError(
      `tensorDataset.${name}: got ${describe(column)}, expected a tensor whose first axis counts examples.`,
    );
  }
  const [length = 0] = entries.map(([, { shape }]) => shape[0] as number);
  if (entries.length === 0 || entries.some(([, { shape }]) => shape[0] !== length)) {
    const given = entries.map(([name, { shape }]) => `${name}: [${shape}]`).join(', ');
    throw new OptionError(
      `tensorDataset: got ${given || 'nothing'}, expected the same number of examples in each.`,
    );
  }
  return {
    length,
    get: (indices) =>
      tidy(() => {
        const rows = tensor1d(Int32Array.from(indices), 'int32');
        return Object.fromEntries(
          entries.map(([name, column]) => [name, gather(column, rows)]),
        ) as Record<Name, Tensor>;
      }),
  };
}
