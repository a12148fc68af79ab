import { checkShape } from '@nadir/core/internal';
import { util } from '@tensorflow/tfjs-core';

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
