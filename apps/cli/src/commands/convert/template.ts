import { FormatError } from '@nadir/core';
import type { ArrayFile } from '../../formats/array-file.js';
import { DiskFile } from '../../formats/disk-file.js';
import { type Model, parseModel, type WeightSpec } from '../../formats/layers-model/manifest.js';
import { readModel } from '../../formats/layers-model/model-file.js';
import { inFile } from '../../formats/open.js';
import { failure, usageError } from '../../shell/errors.js';

/** Name of the text by which a safetensors file remembers the model that its weights are of. */
export const modelKey = 'tfjs.model';

/** A model of TensorFlow.js whose weights are to be written: all of it but their values. */
export interface Template {
  readonly rest: Model['rest'];
  readonly weights: readonly WeightSpec[];
}

/** The text by which a file remembers a model. */
export const modelText = ({ rest, groups }: Model): string =>
  JSON.stringify({
    ...rest,
    weightsManifest: groups.map(({ weights }) => ({ paths: [], weights })),
  });

/**
 * The model that weights are for: the one that was named, the one that the file is, or the one that it remembers.
 *
 * @param like Path of a `model.json`.
 */
export async function findTemplate(
  file: ArrayFile,
  like: string | undefined,
): Promise<Template | undefined> {
  if (like !== undefined) return templateOf(await readLike(like));
  if (file.model !== undefined) return templateOf(file.model);
  const text = file.metadata[modelKey];
  if (text === undefined) return undefined;
  try {
    return templateOf(parseModel(text));
  } catch (error) {
    throw inFile(file.path, error);
  }
}

const templateOf = ({ rest, groups }: Model): Template => ({
  rest,
  weights: groups.flatMap(({ weights }) => weights),
});

async function readLike(path: string): Promise<Model> {
  const source = await DiskFile.open(path);
  try {
    return await readModel(source);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    throw failure(`--like: ${path}: ${error.message}`, error);
  } finally {
    await source.close();
  }
}

/** @throws {@link CliError} with status 2: weights alone are no model. */
export function refuseWithout(path: string): never {
  throw usageError(
    `nadir convert: got weights without layers in ${path}, expected a model for them. Name a model.json of the same layers by --like.`,
  );
}
