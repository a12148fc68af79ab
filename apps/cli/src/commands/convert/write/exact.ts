import { FormatError } from '@nadir/core';
import { valuesOf } from '@nadir/core/internal';
import type { SafetensorsArray, SafetensorsDtype } from '@nadir/core/safetensors';
import { type NumpyArray, numpyDtypes } from '@nadir/train/arrays';
import type { WeightSpec } from '../../../formats/layers-model/manifest.js';
import type { Output } from '../names/rename.js';

/** Dtypes that NumPy has none of, and whose numbers float32 holds. */
const widened: readonly SafetensorsDtype[] = ['BF16', 'F8_E4M3', 'F8_E5M2'];

/**
 * An array as NumPy can hold it, with the same numbers.
 *
 * @throws {@link FormatError} where it cannot.
 */
export async function asNumpy({ name, dtype, shape, read }: Output): Promise<NumpyArray> {
  const held = widened.includes(dtype) ? 'F32' : numpyDtypes.find((one) => one === dtype);
  if (held === undefined) throw notHeld(name, dtype, 'NumPy');
  return { dtype: held, shape, values: valuesOf(dtype, await ownBuffer(read())) };
}

type WeightDtype = Exclude<WeightSpec['dtype'], 'string'>;

const weightDtypes: { readonly [D in SafetensorsDtype]?: WeightDtype } = {
  BOOL: 'bool',
  C64: 'complex64',
  F64: 'float32',
  F32: 'float32',
  F16: 'float32',
  BF16: 'float32',
  F8_E4M3: 'float32',
  F8_E5M2: 'float32',
  I64: 'int32',
  I32: 'int32',
  I16: 'int32',
  I8: 'int32',
  U64: 'int32',
  U32: 'int32',
  U16: 'int32',
  U8: 'int32',
};

/**
 * The dtype of TensorFlow.js for the numbers of an array.
 *
 * @throws {@link FormatError} where there is none.
 */
export function weightDtypeOf({ name, dtype }: Pick<Output, 'name' | 'dtype'>): WeightDtype {
  const held = weightDtypes[dtype];
  if (held === undefined) throw notHeld(name, dtype, 'TensorFlow.js');
  return held;
}

/**
 * The bytes of an array in a weight file of TensorFlow.js, with the same numbers.
 *
 * @throws {@link FormatError} where it cannot hold them.
 */
export async function weightBytes(output: Output): Promise<Uint8Array> {
  const held = weightDtypeOf(output);
  const values = valuesOf(output.dtype, await ownBuffer(output.read()));
  const written = asHeld(held, values);
  const isSame = written.every((value, i) => Object.is(value, Number(values[i])));
  if (!isSame) {
    throw new FormatError(
      `got ${output.dtype} numbers in ${JSON.stringify(output.name)} that ${held} does not hold, expected such as it holds. Round them ` +
        'first, as by tensor.float() in PyTorch.',
    );
  }
  return new Uint8Array(written.buffer, written.byteOffset, written.byteLength);
}

function asHeld(
  held: WeightDtype,
  values: SafetensorsArray['values'],
): Float32Array | Int32Array | Uint8Array {
  if (held === 'bool') return values as Uint8Array;
  if (held === 'int32') return Int32Array.from(values, Number);
  return values instanceof Float32Array ? values : Float32Array.from(values as Float64Array);
}

const notHeld = (name: string, dtype: string, library: string) =>
  new FormatError(
    `got the dtype ${dtype} for ${JSON.stringify(name)}, expected one whose numbers ${library} can hold.`,
  );

/** The bytes in a buffer of their own. */
async function ownBuffer(reading: Promise<Uint8Array>): Promise<ArrayBuffer> {
  return (await reading).slice().buffer as ArrayBuffer;
}
