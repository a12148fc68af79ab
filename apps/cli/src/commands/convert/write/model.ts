import { basename } from 'node:path';
import type { WeightSpec } from '../../../formats/layers-model/manifest.js';
import { failure } from '../../../shell/errors.js';
import type { Output } from '../names/rename.js';
import type { Template } from '../template.js';
import { weightBytes, weightDtypeOf } from './exact.js';
import type { Sink } from './sink.js';

/** Bytes of a weight file: as many as the converter of TensorFlow.js writes, since browsers keep files of that size. */
const shardBytes = 4 * 1024 * 1024;

const itemBytes = { float32: 4, int32: 4, bool: 1, complex64: 8 } as const;

/** Names of the weight files of a model. */
export function shardNames(outputs: readonly Output[]): string[] {
  const bytes = outputs.reduce((sum, output) => sum + sizeOf(output), 0);
  const count = Math.ceil(bytes / shardBytes);
  return Array.from({ length: count }, (_, i) => `group1-shard${i + 1}of${count}.bin`);
}

const sizeOf = (output: Output): number =>
  output.shape.reduce((product, size) => product * size, itemBytes[weightDtypeOf(output)]);

/** Writes a `model.json` with its weight files. */
export async function writeModel(
  sink: Sink,
  target: string,
  outputs: readonly Output[],
  template: Template,
): Promise<void> {
  const paths = shardNames(outputs);
  const files = paths.values();
  let left = 0;
  for (const output of outputs) {
    let bytes = await weightBytes(output);
    while (bytes.length > 0) {
      if (left === 0) {
        sink.begin(files.next().value as string);
        left = shardBytes;
      }
      const part = bytes.subarray(0, left);
      sink.write(part);
      left -= part.length;
      bytes = bytes.subarray(part.length);
    }
  }
  const weights = outputs.map((output) => ({
    name: output.name,
    shape: output.shape,
    dtype: weightDtypeOf(output),
  }));
  const model = { ...template.rest, weightsManifest: [{ paths, weights }] };
  sink.begin(basename(target));
  sink.write(new TextEncoder().encode(JSON.stringify(model)));
}

/**
 * The arrays in the order of a model.
 *
 * @throws {@link CliError} with status 1 when they are not exactly those of the model.
 */
export function inOrderOf({ weights }: Template, outputs: readonly Output[]): Output[] {
  const byName = new Map(outputs.map((output) => [output.name, output]));
  const wanted = new Set(weights.map(({ name }) => name));
  const missing = weights.filter(({ name }) => !byName.has(name)).map(({ name }) => name);
  const unexpected = outputs.filter(({ name }) => !wanted.has(name)).map(({ name }) => name);
  const problems = [
    ...(missing.length > 0 ? [`none for ${list(missing)}`] : []),
    ...(unexpected.length > 0 ? [`${list(unexpected)} beyond the model`] : []),
  ];
  if (problems.length > 0) {
    throw failure(
      `nadir convert: got ${problems.join(', and ')}, expected an array for each weight of the model. Give --names tfjs where the names ` +
        'are those of PyTorch.',
    );
  }
  return weights.map((spec) => fitting(spec, byName.get(spec.name) as Output));
}

function fitting(spec: WeightSpec, output: Output): Output {
  const dtype = weightDtypeOf(output);
  if (dtype === spec.dtype && String(output.shape) === String(spec.shape)) return output;
  throw failure(
    `nadir convert: got ${dtype} [${output.shape}] for ${JSON.stringify(spec.name)}, expected ${spec.dtype} [${spec.shape}] as in the ` +
      'model.',
  );
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  return `${shown.join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
