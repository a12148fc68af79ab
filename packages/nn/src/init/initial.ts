import { type RandomDraw, randomNormal, randomUniform } from '@nadir/core';
import { checkShape, checkWord } from '@nadir/core/internal';
import { type Tensor, util } from '@tensorflow/tfjs-core';

/** How the numbers of a new weight are spread: after whom, and with which distribution. */
export type Initial = 'kaiming-uniform' | 'kaiming-normal' | 'xavier-uniform' | 'xavier-normal';

/** Every {@link Initial}. */
export const initials: readonly Initial[] = [
  'kaiming-uniform',
  'kaiming-normal',
  'xavier-uniform',
  'xavier-normal',
];

/** How many inputs one output of a layer sums up, and how many outputs one input goes to. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * The fans of a weight with the layout of TensorFlow.js, `[...window, in, out]`:
 *
 *     fanIn = ∏ window · in          fanOut = ∏ window · out
 *
 * A dense weight `[in, out]` has no window.
 */
export function fans(shape: readonly number[]): Fans {
  checkShape('fans', shape);
  const [inputs, outputs] = shape.slice(-2) as [number, number];
  const window = util.sizeFromShape(shape.slice(0, -2));
  return { fanIn: window * inputs, fanOut: window * outputs };
}

/**
 * The numbers of a new weight, with mean 0 and the variance σ²:
 *
 *     kaiming   σ² = 2 / ((1 + a²) fanIn)      for a leaky ReLU of negative slope a; 0 for ReLU
 *     xavier    σ² = 2 / (fanIn + fanOut)      for tanh and the like; a plays no part
 *
 *     uniform   between −√3 σ and √3 σ
 *     normal    standard deviation σ, not cut off
 *
 * With a = √5, `kaiming-uniform` is U(±1/√fanIn), the weight of `torch.nn.Linear`.
 *
 * Papers: He et al., ICCV 2015, https://arxiv.org/abs/1502.01852; Glorot & Bengio, AISTATS 2010,
 * https://proceedings.mlr.press/v9/glorot10a.html
 */
export function initialWeight(
  shape: readonly number[],
  initial: Initial,
  negativeSlope: number,
  draw: RandomDraw,
): Tensor {
  const { fanIn, fanOut } = fans(shape);
  checkWord('initialWeight', { initial }, 'initial', initials);
  const [author, distribution] = initial.split('-');
  const variance =
    author === 'kaiming' ? 2 / ((1 + negativeSlope ** 2) * fanIn) : 2 / (fanIn + fanOut);
  if (distribution === 'normal') return randomNormal(shape, draw, 0, Math.sqrt(variance));
  const bound = Math.sqrt(3 * variance);
  return randomUniform(shape, draw, -bound, bound);
}
