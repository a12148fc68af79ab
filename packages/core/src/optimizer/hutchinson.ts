import {
  add,
  clone,
  div,
  mul,
  type NamedTensorMap,
  sub,
  type Tensor,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import { checkPositive, checkUint32 } from '../check.js';
import { threefry } from '../program/index.js';
import { randomSigns } from '../random/signs.js';
import type { RandomDraw } from '../random/streams.js';

/** What {@link hutchinson} takes. */
interface HutchinsonCall {
  readonly variables: readonly Variable[];
  /** Computes gradients at the variables as they are. */
  gradients(): NamedTensorMap;
  readonly draw: RandomDraw;
  /** How far from the variables gradients are taken, > 0. */
  readonly distance: number;
}

/**
 * Hutchinson's estimate of the diagonal of a Hessian H: z · H z for random signs z, by a central difference
 * of gradients. The caller disposes of it, and has the variables as they were, to the bit.
 *
 * The signs of each variable have a key of their own, the random word that the draw has for its position.
 */
export function hutchinson(where: string, call: HutchinsonCall): NamedTensorMap {
  const { variables, gradients, draw, distance } = call;
  const { key, stream, step } = draw;
  checkUint32(where, { key, stream, step }, 'key', 'stream', 'step');
  checkPositive(where, { distance }, 'distance');
  return tidy(() => {
    const starts = variables.map((one) => clone(one));
    const signs = variables.map(({ shape }, i) =>
      randomSigns(shape, { key: threefry(key, stream, i, step)[0], stream, step }),
    );
    const gradientsAt = (shift: number) => {
      variables.forEach((one, i) => {
        one.assign(add(starts[i] as Tensor, mul(signs[i] as Tensor, shift)));
      });
      return gradients();
    };
    try {
      const [ahead, behind] = [gradientsAt(distance), gradientsAt(-distance)];
      const estimates: NamedTensorMap = {};
      variables.forEach(({ name }, i) => {
        const [a, b] = [ahead[name], behind[name]];
        if (a == null || b == null) return;
        estimates[name] = div(mul(signs[i] as Tensor, sub(a, b)), 2 * distance);
      });
      return estimates;
    } finally {
      variables.forEach((one, i) => {
        one.assign(starts[i] as Tensor);
      });
    }
  });
}
