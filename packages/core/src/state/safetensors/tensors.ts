import { complex, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import type { SafetensorsDtype } from './dtypes.js';
import type { SafetensorsArray } from './values.js';

/** Dtypes whose numbers TensorFlow.js holds exactly, all of them. */
const heldAs: { readonly [D in SafetensorsDtype]?: 'float32' | 'int32' | 'bool' } = {
  F32: 'float32',
  F16: 'float32',
  BF16: 'float32',
  F8_E5M2: 'float32',
  F8_E4M3: 'float32',
  I32: 'int32',
  I16: 'int32',
  U16: 'int32',
  I8: 'int32',
  U8: 'int32',
  BOOL: 'bool',
};

/** A tensor of TensorFlow.js with the same numbers, exactly; `undefined` where there can be none. */
export function tensorOf({ dtype, shape, values }: SafetensorsArray): Tensor | undefined {
  const held = heldAs[dtype];
  if (held === 'int32') return tensor(Int32Array.from(values, Number), [...shape], held);
  if (held !== undefined) return tensor(values as Float32Array, [...shape], held);
  if (dtype === 'C64') return complexTensor(values as Float32Array, [...shape]);
  if (dtype === 'U32' || dtype === 'I64' || dtype === 'U64') {
    const narrow = Int32Array.from(values, Number);
    const isExact = narrow.every((value, i) => value === Number(values[i]));
    if (isExact) return tensor(narrow, [...shape], 'int32');
  }
  return undefined;
}

function complexTensor(pairs: Float32Array, shape: number[]): Tensor {
  const part = (offset: 0 | 1) =>
    tensor(
      Float32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[2 * i + offset] as number),
      shape,
    );
  return tidy(() => complex(part(0), part(1)));
}
