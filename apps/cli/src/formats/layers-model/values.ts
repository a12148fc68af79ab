import { valuesOf } from '@nadir/core/internal';
import type { SafetensorsArray, SafetensorsDtype } from '@nadir/core/safetensors';
import type { WeightSpec } from './manifest.js';

/** Dtypes of TensorFlow.js as the safetensors format calls them. */
export const safetensorsDtype = {
  float32: 'F32',
  int32: 'I32',
  bool: 'BOOL',
  complex64: 'C64',
} as const;

const storedAs = { uint8: 'U8', uint16: 'U16', float16: 'F16' } as const;

/** The dtype of the numbers in the file. */
export const storedDtype = ({ dtype, quantization }: WeightSpec): SafetensorsDtype =>
  quantization === undefined
    ? safetensorsDtype[dtype as keyof typeof safetensorsDtype]
    : storedAs[quantization.dtype];

/** The numbers of a weight in its bytes of the file. Quantized ones are computed as TensorFlow.js computes them. */
export function weightValues(spec: WeightSpec, bytes: Uint8Array): SafetensorsArray['values'] {
  const values = valuesOf(storedDtype(spec), bytes.slice().buffer);
  const { dtype, quantization } = spec;
  if (quantization === undefined || quantization.dtype === 'float16') return values;
  const { scale, min } = quantization;
  return dtype === 'int32'
    ? Int32Array.from(values as Uint8Array, (q) => Math.round(q * scale + min))
    : Float32Array.from(values as Uint8Array, (q) => q * scale + min);
}
