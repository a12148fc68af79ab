import type { SafetensorsDtype } from './dtypes.js';

/** A tensor of a safetensors file as plain numbers, whatever its dtype. */
export interface SafetensorsArray {
  /** Dtype as the format calls it. */
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  /**
   * The elements, row by row, each exactly: F16, BF16, F8_E4M3 and F8_E5M2 as float32, BOOL as 0 and 1, C64 as real and imaginary parts
   * in turns. F4, F6, F8_E8M0 and the FNUZ dtypes are the bytes of the file.
   */
  readonly values:
    | Float32Array
    | Float64Array
    | Int8Array
    | Uint8Array
    | Int16Array
    | Uint16Array
    | Int32Array
    | Uint32Array
    | BigInt64Array
    | BigUint64Array;
}

type Values = SafetensorsArray['values'];

/**
 * The elements in the bytes of a tensor.
 *
 * @param buffer Bytes in the order of the format, which all of today's JavaScript engines share.
 */
export const valuesOf = (dtype: SafetensorsDtype, buffer: ArrayBuffer): Values =>
  readers[dtype]?.(buffer) ?? new Uint8Array(buffer);

const readers: { readonly [D in SafetensorsDtype]?: (buffer: ArrayBuffer) => Values } = {
  BOOL: (buffer) => new Uint8Array(buffer).map((byte) => Number(byte !== 0)),
  I8: (buffer) => new Int8Array(buffer),
  F8_E5M2: bytesAs((byte) => fromFloat16(byte << 8)),
  F8_E4M3: bytesAs(fromE4M3),
  I16: (buffer) => new Int16Array(buffer),
  U16: (buffer) => new Uint16Array(buffer),
  F16: (buffer) => Float32Array.from(new Uint16Array(buffer), fromFloat16),
  BF16: (buffer) =>
    new Float32Array(Uint32Array.from(new Uint16Array(buffer), (half) => half << 16).buffer),
  I32: (buffer) => new Int32Array(buffer),
  U32: (buffer) => new Uint32Array(buffer),
  F32: (buffer) => new Float32Array(buffer),
  C64: (buffer) => new Float32Array(buffer),
  F64: (buffer) => new Float64Array(buffer),
  I64: (buffer) => new BigInt64Array(buffer),
  U64: (buffer) => new BigUint64Array(buffer),
};

function bytesAs(numberOf: (byte: number) => number): (buffer: ArrayBuffer) => Float32Array {
  return (buffer) => Float32Array.from(new Uint8Array(buffer), numberOf);
}

/** The number whose IEEE 754 half-precision bits these are. F8_E5M2 is the upper half of them. */
function fromFloat16(bits: number): number {
  const sign = bits >>> 15 === 1 ? -1 : 1;
  const exponent = (bits >>> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 0) return sign * fraction * 2 ** -14;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 15);
}

/** The number of a byte with 4 bits of exponent and 3 of fraction: no infinity, and NaN only where all are ones. */
function fromE4M3(byte: number): number {
  const sign = byte >>> 7 === 1 ? -1 : 1;
  const exponent = (byte >>> 3) & 15;
  const fraction = (byte & 7) / 8;
  if (exponent === 0) return sign * fraction * 2 ** -6;
  if (exponent === 15 && fraction === 7 / 8) return Number.NaN;
  return sign * (1 + fraction) * 2 ** (exponent - 7);
}
