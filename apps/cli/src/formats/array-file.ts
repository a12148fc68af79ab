import type { SafetensorsArray, SafetensorsDtype } from '@nadir/core/safetensors';
import type { Model } from './layers-model/manifest.js';

/** An array of a file, whose values are read when they are asked for. */
export interface ArrayEntry {
  readonly name: string;
  /** Dtype of the values as the safetensors format calls it; `string` in models of TensorFlow.js only. */
  readonly dtype: SafetensorsDtype | 'string';
  /** Dtype in the file, where the values are quantized there. */
  readonly stored?: string;
  readonly shape: readonly number[];
  /** Number of bytes in the file, once unpacked. */
  readonly bytes: number;
  /** The values in parts, in any order. Of text there are none. */
  parts(): AsyncIterable<SafetensorsArray['values']>;
  /** The values as the bytes of a safetensors file, row by row. */
  read(): Promise<Uint8Array>;
}

/** A kind of file with arrays in it. */
export type ArrayFormat = 'safetensors' | 'npz' | 'npy' | 'model.json';

/** A file with arrays in it. */
export interface ArrayFile {
  readonly path: string;
  readonly format: ArrayFormat;
  /** Number of bytes on the disk, those of weight files included. */
  readonly bytes: number;
  readonly entries: readonly ArrayEntry[];
  /** Texts of the file by name. */
  readonly metadata: Readonly<Record<string, string>>;
  /** What a `model.json` holds beside its weights. */
  readonly model?: Model;
  close(): Promise<void>;
}
