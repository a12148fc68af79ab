import type { SafetensorsArray, SafetensorsDtype } from '@nadir/core/safetensors';

/** A dtype that NumPy has too, as the safetensors format calls it. */
export type NumpyDtype = Extract<
  SafetensorsDtype,
  | 'BOOL'
  | 'U8'
  | 'I8'
  | 'U16'
  | 'I16'
  | 'F16'
  | 'U32'
  | 'I32'
  | 'F32'
  | 'U64'
  | 'I64'
  | 'F64'
  | 'C64'
>;

/** An array of NumPy as plain numbers, row by row: F16 as float32, BOOL as 0 and 1, C64 as real and imaginary parts in turns. */
export interface NumpyArray extends SafetensorsArray {
  readonly dtype: NumpyDtype;
}

/** What the head of an array tells of it. */
export interface NumpyInfo {
  readonly dtype: NumpyDtype;
  readonly shape: readonly number[];
  /** Number of bytes of the values. */
  readonly bytes: number;
}
