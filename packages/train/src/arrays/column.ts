import { OptionError } from '@nadir/core';
import type { SafetensorsArray } from '@nadir/core/safetensors';
import type { Column } from '../data/array-dataset.js';

/**
 * An array of a file as a column of {@link arrayDataset}. Its first axis counts the examples.
 *
 * Numbers of F64 are rounded to float32, as `astype(np.float32)` rounds them. Integers come as int32.
 *
 * @throws {@link OptionError} for an array without axes, of a dtype that is no number, or with integers beyond int32.
 * @example
 * ```ts
 * const { x, y } = await decodeNpz(bytes);
 * const data = arrayDataset({ inputs: columnOf(x), targets: columnOf(y) });
 * ```
 */
export function columnOf({ dtype, shape, values }: SafetensorsArray): Column {
  if (shape.length === 0) {
    throw new OptionError(
      'columnOf: got a single number, expected an array whose first axis counts examples.',
    );
  }
  return { values: numbersOf({ dtype, shape, values }), shape: shape.slice(1) };
}

function numbersOf({ dtype, values }: SafetensorsArray): Column['values'] {
  switch (dtype) {
    case 'F32':
    case 'F16':
    case 'BF16':
    case 'F8_E4M3':
    case 'F8_E5M2':
      return values as Float32Array;
    case 'F64':
      return Float32Array.from(values as Float64Array);
    case 'BOOL':
    case 'U8':
      return values as Uint8Array;
    case 'I32':
      return values as Int32Array;
    case 'I8':
    case 'I16':
    case 'U16':
      return Int32Array.from(values as Int16Array);
    case 'U32':
    case 'I64':
    case 'U64':
      return narrowed(dtype, values);
    default:
      throw new OptionError(
        `columnOf: got the dtype ${dtype}, expected real numbers of 8 bits or more.`,
      );
  }
}

function narrowed(dtype: string, values: SafetensorsArray['values']): Int32Array {
  const narrow = Int32Array.from(values, Number);
  const at = narrow.findIndex((value, i) => value !== Number(values[i]));
  if (at < 0) return narrow;
  throw new OptionError(
    `columnOf: got ${values[at]} among ${dtype}, expected integers from −2³¹ to 2³¹ − 1. Write it as floating point: ` +
      'array.astype(np.float32).',
  );
}
