import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type SafetensorsDtype, safetensorsLayout } from '@nadir/core/safetensors';
import type { io } from '@tensorflow/tfjs';

/** An array of a safetensors file. */
export interface WrittenArray {
  readonly dtype: SafetensorsDtype;
  readonly shape: readonly number[];
  readonly values: ArrayBufferView;
}

/** A float32 array. */
export const floats = (shape: readonly number[], ...values: number[]): WrittenArray => ({
  dtype: 'F32',
  shape,
  values: Float32Array.from(values),
});

/** The bytes of a safetensors file. */
export function safetensors(
  arrays: Readonly<Record<string, WrittenArray>>,
  metadata: Readonly<Record<string, string>> = {},
): Buffer {
  const { header, names } = safetensorsLayout(arrays, metadata);
  const parts = names.map((name) => {
    const { buffer, byteOffset, byteLength } = (arrays[name] as WrittenArray).values;
    return new Uint8Array(buffer, byteOffset, byteLength);
  });
  return Buffer.concat([header, ...parts]);
}

/** Writes a file, and the folders it lies in, and returns its path. */
export function written(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

/** A handler with which a model of TensorFlow.js saves itself as `model.json` with one weight file. */
export const savedTo = (folder: string): io.IOHandler => ({
  async save({ weightData, weightSpecs = [], ...rest }) {
    written(folder, 'weights.bin', new Uint8Array(weightData as ArrayBuffer));
    const weightsManifest = [{ paths: ['weights.bin'], weights: weightSpecs }];
    written(folder, 'model.json', JSON.stringify({ ...rest, weightsManifest }));
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  },
});
