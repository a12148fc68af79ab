import { FormatError } from '@nadir/core';
import { describe } from '@nadir/core/internal';

/** How the numbers of a quantized weight come from those in the file: `scale · q + min`, or by widening halves. */
export interface Quantization {
  readonly dtype: 'uint8' | 'uint16' | 'float16';
  readonly scale: number;
  readonly min: number;
}

/** A weight as a manifest describes it. */
export interface WeightSpec {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'complex64' | 'string';
  readonly quantization?: Quantization;
}

/** Weights that lie one after the other in some files. */
export interface WeightGroup {
  /** Paths from the folder of the model on. */
  readonly paths: readonly string[];
  readonly weights: readonly WeightSpec[];
}

/** What `model.json` holds. */
export interface Model {
  readonly groups: readonly WeightGroup[];
  /** All of the file but the weights: topology, format and who wrote it. */
  readonly rest: Readonly<Record<string, unknown>>;
}

const dtypes = ['float32', 'int32', 'bool', 'complex64', 'string'] as const;
const quantized = ['uint8', 'uint16', 'float16'] as const;

/**
 * Reads the text of a `model.json`.
 *
 * @throws {@link FormatError} naming the field that is wrong.
 */
export function parseModel(text: string): Model {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new FormatError(
      'model.json: got text that is no JSON, expected a model of TensorFlow.js.',
      {
        cause,
      },
    );
  }
  if (!isObject(json) || !Array.isArray(json.weightsManifest)) {
    throw refusal(
      '`weightsManifest`',
      isObject(json) ? json.weightsManifest : json,
      'a list of groups of weights',
    );
  }
  const { weightsManifest, ...rest } = json;
  return {
    groups: weightsManifest.map((group, i) => groupFrom(group, `weightsManifest[${i}]`)),
    rest,
  };
}

function groupFrom(group: unknown, where: string): WeightGroup {
  const { paths, weights } = isObject(group) ? group : {};
  if (!Array.isArray(paths) || !paths.every((path) => typeof path === 'string')) {
    throw refusal(`${where}.paths`, paths, 'a list of file names');
  }
  if (!Array.isArray(weights)) throw refusal(`${where}.weights`, weights, 'a list of weights');
  return { paths, weights: weights.map((weight, i) => specFrom(weight, `${where}.weights[${i}]`)) };
}

function specFrom(weight: unknown, where: string): WeightSpec {
  const { name, shape, dtype, quantization } = isObject(weight) ? weight : {};
  if (typeof name !== 'string') throw refusal(`${where}.name`, name, 'a text');
  if (!Array.isArray(shape) || !shape.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw refusal(`${where}.shape`, shape, 'a list of integers ≥ 0');
  }
  const known = dtypes.find((one) => one === dtype);
  if (known === undefined) throw refusal(`${where}.dtype`, dtype, `one of ${dtypes.join(', ')}`);
  const spec = { name, shape, dtype: known };
  if (quantization === undefined) return spec;
  const read = quantizationFrom(quantization, `${where}.quantization`);
  const fits = known === 'float32' || (known === 'int32' && read.dtype !== 'float16');
  if (!fits) throw refusal(`${where}.dtype`, known, `float32 for weights in ${read.dtype}`);
  return { ...spec, quantization: read };
}

function quantizationFrom(given: unknown, where: string): Quantization {
  const { dtype, scale, min } = isObject(given) ? given : {};
  const known = quantized.find((one) => one === dtype);
  if (known === undefined) throw refusal(`${where}.dtype`, dtype, `one of ${quantized.join(', ')}`);
  if (known === 'float16') return { dtype: known, scale: 1, min: 0 };
  if (typeof scale !== 'number') throw refusal(`${where}.scale`, scale, 'a number');
  if (typeof min !== 'number') throw refusal(`${where}.min`, min, 'a number');
  return { dtype: known, scale, min };
}

const refusal = (field: string, got: unknown, expected: string): FormatError =>
  new FormatError(`model.json: got ${describe(got)} as ${field}, expected ${expected}.`);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
