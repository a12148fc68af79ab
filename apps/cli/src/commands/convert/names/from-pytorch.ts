import { type Layer, type Named, type Renamings, type Rule, renameLayers } from './renaming.js';

/** Axes of kernels of so many axes: outputs and inputs come first in PyTorch, and last, in turn, in TensorFlow.js. */
const kernelAxes: Readonly<Record<number, readonly number[]>> = {
  2: [1, 0],
  3: [2, 1, 0],
  4: [2, 3, 1, 0],
  5: [2, 3, 4, 1, 0],
};

const known: readonly string[] = [
  'weight',
  'bias',
  'running_mean',
  'running_var',
  'num_batches_tracked',
];

/** Shapes of the arrays of the model that these are for, by name. Without a model there are none. */
export type Wanted = ReadonlyMap<string, readonly number[]>;

/**
 * Names and layouts of PyTorch as those of TensorFlow.js. Where `wanted` does not tell what a layer is, its arrays do: a `weight` of one
 * axis is a normalization, one of two without a bias in a layer with `emb` in its name is an embedding, all others are kernels.
 */
export const fromPyTorch = (arrays: readonly Named[], wanted: Wanted): Renamings =>
  renameLayers(arrays, ['.', '/'], (path, layer) =>
    [...layer.keys()].every((leaf) => known.includes(leaf))
      ? rulesFor(path, layer, wanted)
      : undefined,
  );

function rulesFor(path: string, layer: Layer, wanted: Wanted): ReadonlyMap<string, Rule | null> {
  const weight = layer.get('weight');
  const isNorm = layer.has('running_mean') || weight?.shape.length === 1;
  const rules: [string, Rule | null][] = [
    ['bias', { leaf: isNorm ? 'beta' : 'bias' }],
    ['running_mean', { leaf: 'moving_mean' }],
    ['running_var', { leaf: 'moving_variance' }],
    ['num_batches_tracked', null],
  ];
  const rule = isNorm ? { leaf: 'gamma' } : weightRule(path, weight?.shape ?? [], layer, wanted);
  return new Map(rule === undefined ? rules : [['weight', rule], ...rules]);
}

function weightRule(
  path: string,
  shape: readonly number[],
  layer: Layer,
  wanted: Wanted,
): Rule | undefined {
  const layerPath = path.replaceAll('.', '/');
  const depthwise = wanted.get(`${layerPath}/depthwise_kernel`);
  if (depthwise !== undefined && isGrouped(shape, depthwise)) {
    return { leaf: 'depthwise_kernel', axes: kernelAxes[4] as readonly number[], shape: depthwise };
  }
  const isEmbedding =
    wanted.size > 0
      ? wanted.has(`${layerPath}/embeddings`)
      : shape.length === 2 && !layer.has('bias') && /emb/i.test(path);
  if (isEmbedding) return { leaf: 'embeddings' };
  const axes = kernelAxes[shape.length];
  return axes === undefined ? undefined : { leaf: 'kernel', axes };
}

/** Whether a kernel of PyTorch with one input for each group has the numbers of a depthwise kernel, row by row. */
function isGrouped(
  [outputs, inputs, ...window]: readonly number[],
  [height, width, channels, multiplier]: readonly number[],
): boolean {
  return (
    inputs === 1 &&
    window[0] === height &&
    window[1] === width &&
    outputs === (channels as number) * (multiplier as number)
  );
}
