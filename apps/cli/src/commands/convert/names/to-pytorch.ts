import { type Layer, type Named, type Renamings, type Rule, renameLayers } from './renaming.js';

/** Arrays that are called otherwise and laid out alike. */
const alike: Readonly<Record<string, string>> = {
  bias: 'bias',
  embeddings: 'weight',
  gamma: 'weight',
  beta: 'bias',
  moving_mean: 'running_mean',
  moving_variance: 'running_var',
};

/** Axes of kernels of so many axes. Inputs and outputs are last in TensorFlow.js, and first, in turn, in PyTorch. */
const kernelAxes: Readonly<Record<number, readonly number[]>> = {
  2: [1, 0],
  3: [2, 1, 0],
  4: [3, 2, 0, 1],
  5: [4, 3, 0, 1, 2],
};

/**
 * Names and layouts of TensorFlow.js as those of PyTorch: dense, convolution, embedding and normalization layers. Recurrent and separable
 * ones, whose arrays are divided otherwise, stay as they are.
 */
export const toPyTorch = (arrays: readonly Named[]): Renamings =>
  renameLayers(arrays, ['/', '.'], (_, layer) => rulesFor(layer));

function rulesFor(layer: Layer): ReadonlyMap<string, Rule> | undefined {
  const rules = new Map<string, Rule>();
  for (const [leaf, { shape }] of layer) {
    const rule = ruleFor(leaf, shape);
    if (rule === undefined) return undefined;
    rules.set(leaf, rule);
  }
  return rules;
}

function ruleFor(leaf: string, shape: readonly number[]): Rule | undefined {
  const same = Object.hasOwn(alike, leaf) ? alike[leaf] : undefined;
  if (same !== undefined) return { leaf: same };
  if (leaf === 'depthwise_kernel' && shape.length === 4) {
    const [height, width, channels, multiplier] = shape as [number, number, number, number];
    // Each channel is a group of its own in PyTorch, with one input.
    return { leaf: 'weight', axes: [2, 3, 0, 1], shape: [channels * multiplier, 1, height, width] };
  }
  const axes = leaf === 'kernel' ? kernelAxes[shape.length] : undefined;
  return axes === undefined ? undefined : { leaf: 'weight', axes };
}
