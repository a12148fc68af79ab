import { type RandomDraw, threefry } from '@nadir/core';
import { checkOptions, checkPositive, checkUint32 } from '@nadir/core/internal';
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
import { randomSigns } from './signs.js';

/** What {@link hutchinson} takes. */
export interface HutchinsonCall {
  readonly variables: readonly Variable[];
  /**
   * Computes gradients, by the names of the variables, at the variables as they are. Called twice, and must be of
   * the same function both times: put models with dropout into evaluation mode before.
   */
  gradients(): NamedTensorMap;
  /** Names the random signs: another `step` at each call. */
  readonly draw: RandomDraw;
  /**
   * How far from the variables gradients are taken, ε > 0: small beside the variables, large beside their rounding.
   * Default `1e-3`.
   */
  readonly distance?: number;
}

/**
 * Hutchinson's estimate of the diagonal of a Hessian H: z · H z for random signs z. Its mean over signs is the
 * diagonal. The product is a difference of gradients on either side of the variables:
 *
 *     H z ≈ (∇L(θ + ε z) − ∇L(θ − ε z)) / 2ε
 *
 * A difference works with every operation: many of TensorFlow.js have no second derivative, such as convolutions, and
 * for losses with a gradient of their own, such as {@link crossEntropy}, it is wrong. In float32 and with ε = 1e-3 it is
 * exact to 3 or 4 digits. The variables are afterwards what they were, to the bit.
 *
 * The signs of each variable have a key of their own, the random word that the draw has for its position.
 *
 * @param where Begins the messages of errors.
 * @returns Estimates by the names of the variables that have a gradient. The caller disposes of them.
 * @throws {@link OptionError} when the draw or the distance is out of range.
 * @example
 * ```ts
 * const stream = new RandomStreams(42).next();
 * const gradients = () => optimizer.computeGradients(loss).grads;
 * const estimates = hutchinson({ variables: [w], gradients, draw: { ...stream, step: 0 } });
 * ```
 */
export function hutchinson(call: HutchinsonCall, where = 'hutchinson'): NamedTensorMap {
  checkOptions(where, call);
  const { variables, gradients, draw, distance = 1e-3 } = call;
  checkOptions(`${where}.draw`, draw);
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
