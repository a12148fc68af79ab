import { OptionError } from '@nadir/core';
import { checkShape, describe, valuesOf } from '@nadir/core/internal';
import type { NumpyArray } from '../array.js';
import { numpyDtypes } from './dtypes.js';

/** @throws {@link OptionError} when an array is none that NumPy can hold. */
export function checkArray(where: string, { dtype, shape, values }: NumpyArray): void {
  if (!numpyDtypes.includes(dtype)) {
    throw new OptionError(
      `${where}.dtype: got ${describe(dtype)}, expected one of ${numpyDtypes.join(', ')}.`,
    );
  }
  checkShape(where, shape);
  const kind = valuesOf(dtype, new ArrayBuffer(0)).constructor;
  if (values?.constructor !== kind) {
    throw new OptionError(
      `${where}.values: got a ${values?.constructor?.name}, expected an ${kind.name} for ${dtype}.`,
    );
  }
  const count = shape.reduce((product, size) => product * size, dtype === 'C64' ? 2 : 1);
  if (values.length === count) return;
  throw new OptionError(
    `${where}.values: got ${values.length}, expected ${count}, as many as ${dtype} [${shape}] has.`,
  );
}
