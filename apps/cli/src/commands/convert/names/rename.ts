import { FormatError } from '@nadir/core';
import { bitsOf } from '@nadir/core/internal';
import type { SafetensorsDtype } from '@nadir/core/safetensors';
import { permuteAxes } from '@nadir/train/arrays';
import type { ArrayEntry } from '../../../formats/array-file.js';
import type { Renaming } from './renaming.js';

/** An array that is to be written. */
export interface Output {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: SafetensorsDtype;
  /** The values as the bytes of a safetensors file, row by row. */
  read(): Promise<Uint8Array>;
}

/**
 * An array of a file under its new name, in its new layout.
 *
 * @throws {@link FormatError} where it has none.
 */
export function outputOf(entry: ArrayEntry, { to, axes }: Renaming): Output {
  const { dtype, shape } = entry;
  if (dtype === 'string') {
    throw new FormatError(
      `got text in ${JSON.stringify(entry.name)}, expected numbers. No other format has a place for it.`,
    );
  }
  const itemBytes = bitsOf[dtype] / 8;
  if (axes !== undefined && !Number.isInteger(itemBytes)) {
    throw new FormatError(
      `got ${dtype} for ${JSON.stringify(entry.name)}, whose elements are no whole bytes, expected such as can be transposed.`,
    );
  }
  return {
    ...to,
    dtype,
    read: async () => {
      const bytes = await entry.read();
      return axes === undefined ? bytes : permuteAxes(bytes, itemBytes, shape, axes);
    },
  };
}
