import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ArrayFile } from '../../formats/array-file.js';
import { usageError } from '../../shell/errors.js';
import type { Output } from './names/rename.js';
import { modelKey, modelText, type Template } from './template.js';
import { shardNames, writeModel } from './write/model.js';
import type { Sink } from './write/sink.js';
import { writeArchive, writeSafetensors } from './write/weights.js';

/** A format that is written. */
export type TargetFormat = 'safetensors' | 'npz' | 'model.json';

/** @throws {@link CliError} with status 2 when the ending of a name is that of no format that is written. */
export function formatByName(path: string): TargetFormat {
  if (path.endsWith('.safetensors')) return 'safetensors';
  if (path.endsWith('.npz')) return 'npz';
  if (path.endsWith('.json')) return 'model.json';
  throw usageError(
    `nadir convert: got ${path} to write, expected a name that ends in .safetensors, .npz or .json.`,
  );
}

/** Names of the files that are written, in the folder of the first. */
export const namesOfFiles = (
  format: TargetFormat,
  path: string,
  outputs: readonly Output[],
): string[] => [basename(path), ...(format === 'model.json' ? shardNames(outputs) : [])];

/** @throws {@link CliError} with status 2 when one of the files is there. */
export function refuseExisting(path: string, names: readonly string[]): void {
  const existing = names.map((name) => join(dirname(path), name)).find((file) => existsSync(file));
  if (existing === undefined) return;
  throw usageError(
    `nadir convert: got ${existing}, which is there, expected a new name. Give --force to replace it.`,
  );
}

/** What is written besides the arrays. */
export interface Extras {
  readonly metadata: Readonly<Record<string, string>>;
  readonly template: Template | undefined;
  /** Whether arrays of an archive are deflated. */
  readonly compress: boolean;
}

/** Writes arrays in a format. */
export async function writeAs(
  format: TargetFormat,
  sink: Sink,
  path: string,
  outputs: readonly Output[],
  { metadata, template, compress }: Extras,
): Promise<void> {
  if (format === 'npz') await writeArchive(sink, basename(path), outputs, compress);
  else if (format === 'safetensors')
    await writeSafetensors(sink, basename(path), outputs, metadata);
  else await writeModel(sink, basename(path), outputs, template as Template);
}

/** Texts that tell of the bytes of a checkpoint, and are wrong in another file. */
const ofCheckpoint = /^nadir\.(checkpoint|sha256|sums)$/;

/** Text by which programs for PyTorch know that a file is for them. */
const ofPyTorch = { format: 'pt' };

/** The texts of a file that are kept in a safetensors file. */
export function keptMetadata(file: ArrayFile, names: string | undefined): Record<string, string> {
  const kept = Object.entries(file.metadata).filter(([key]) => !ofCheckpoint.test(key));
  return {
    ...(file.model === undefined
      ? Object.fromEntries(kept)
      : { [modelKey]: modelText(file.model) }),
    ...(names === 'pytorch' && ofPyTorch),
  };
}

/** Names of what a file has besides arrays, and a format has no place for. */
export function lostIn(format: TargetFormat, file: ArrayFile): string[] {
  if (format === 'safetensors') return [];
  const keys = Object.keys(file.metadata).filter(
    (key) => !ofCheckpoint.test(key) && !Object.hasOwn(ofPyTorch, key),
  );
  if (format === 'npz') return file.model === undefined ? keys : ['the layers of the model'];
  return file.model === undefined ? keys.filter((key) => key !== modelKey) : [];
}
