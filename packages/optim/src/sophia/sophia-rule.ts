import {
  chain,
  clamp,
  defineTransform,
  div,
  type Expr,
  lerp,
  max,
  mul,
  sub,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkPositive } from '@nadir/core/internal';
import { checkMoments } from '../adam/moments.js';
import { decoupledDecay } from '../transforms/decoupled-decay.js';

/** Options of the rules of Sophia, with their defaults. */
interface SophiaDefaults {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Factor of the estimates, if they have one. */
  readonly batchSize?: number;
}

/**
 * What the rules of Sophia share: steps by the mean of gradients over the curvature, none longer than γ. The
 * curvature moves beside them, by a further update.
 *
 * @param further The update's name, which tells what it is given for gradients, and the estimate of the curvature
 * that this makes.
 */
export function sophiaRule(
  name: string,
  defaults: SophiaDefaults & Readonly<Record<string, number>>,
  further: { readonly name: string; estimateOf(given: Expr): Expr },
): Transform {
  const step = defineTransform({
    name,
    state: { m: zeros(), hessian: zeros() },
    defaults,

    check(o, where) {
      checkMoments(o, where);
      checkPositive(where, o, 'rho');
      const { batchSize = 1 } = o;
      checkPositive(where, { batchSize }, 'batchSize');
    },

    scalars: ({ learningRate, beta1, beta2, rho, epsilon, batchSize = 1 }) => ({
      learningRate,
      epsilon,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta2: 1 - beta2,
      scale: rho * batchSize,
    }),

    update({ param, grad, m, hessian }, { learningRate, epsilon, oneMinusBeta1, scale }) {
      const mNext = lerp(m, grad, oneMinusBeta1);
      const direction = clamp(div(mNext, max(mul(scale, hessian), epsilon)), -1, 1);
      return { param: sub(param, mul(learningRate, direction)), m: mNext };
    },

    further: {
      [further.name]: ({ grad, hessian }, { oneMinusBeta2 }) => ({
        hessian: lerp(hessian, further.estimateOf(grad), oneMinusBeta2),
      }),
    },
  });
  return { ...chain(decoupledDecay, step), name };
}
