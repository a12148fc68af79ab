import type { RandomDraw } from '@nadir/core';
import type { Tensor } from '@tensorflow/tfjs-core';

/** Draws the numbers of a new weight: {@link kaimingUniform}, {@link xavierNormal} and the like, or a function of your own. */
export type Initial = (shape: readonly number[], draw: RandomDraw) => Tensor;
