import { FormatError, NadirError } from '@nadir/core';
import { failure } from '../shell/errors.js';
import type { ArrayFile, ArrayFormat } from './array-file.js';
import { formatOf, strangerOf } from './detect.js';
import { DiskFile } from './disk-file.js';
import { modelFile } from './layers-model/model-file.js';
import { npyFile, npzFile } from './numpy.js';
import { safetensorsFile } from './safetensors.js';

const openers: Readonly<Record<ArrayFormat, (source: DiskFile) => Promise<ArrayFile>>> = {
  safetensors: safetensorsFile,
  npz: npzFile,
  npy: npyFile,
  'model.json': modelFile,
};

/**
 * Opens a file with arrays in it. What it is follows from its first bytes, whatever its name ends in. The caller closes it.
 *
 * @throws {@link CliError} with status 1 that names the file, when it cannot be read, is of another kind, or is damaged.
 */
export async function openArrayFile(path: string): Promise<ArrayFile> {
  const source = await DiskFile.open(path);
  try {
    return await openers[await knownFormat(source)](source);
  } catch (error) {
    await source.close();
    throw inFile(path, error);
  }
}

/** @throws {@link FormatError} when the file is of no kind that is known here. */
export async function knownFormat(source: DiskFile): Promise<ArrayFormat> {
  const start = await source.read(0, Math.min(512, source.size));
  const format = formatOf(start);
  if (format !== undefined) return format;
  const { got, advice } = strangerOf(start);
  throw new FormatError(
    `got ${got}, expected .safetensors, .npz, .npy or a model.json of TensorFlow.js.${advice}`,
  );
}

/** An error about the content of a file, with the name of the file before it. */
export const inFile = (path: string, error: unknown): unknown =>
  error instanceof NadirError ? failure(`${path}: ${error.message}`, error) : error;
