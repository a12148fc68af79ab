import {
  clamp,
  defineTransform,
  div,
  type Expr,
  lerp,
  max,
  mul,
  type Transform,
  zeros,
} from '@nadir/core';
import { checkFraction, checkPositive } from '@nadir/core/internal';

/** Options of the direction of Sophia, with their defaults. */
interface SophiaDefaults extends Readonly<Record<string, number>> {
  readonly beta1: number;
  readonly beta2: number;
  readonly rho: number;
  readonly epsilon: number;
}

/** The further update that moves the curvature beside the steps. */
interface CurvatureUpdate {
  /** Tells what the update is given in the place of gradients. */
  readonly name: string;
  /** The running mean of curvatures, β₂ h + (1 − β₂) times the estimate that `given` stands for. */
  moved(hessian: Expr, given: Expr, beta2: Expr, oneMinusBeta2: Expr): Expr;
}

/**
 * The direction of Sophia: the mean of gradients divided by the curvature, each element within ±1.
 *
 * With a default for `batchSize`, that is an option too: a factor of the curvature.
 */
export const scaleBySophia = (defaults: SophiaDefaults, curvature: CurvatureUpdate): Transform =>
  defineTransform({
    name: 'scaleBySophia',
    defaults,
    state: { m: zeros(), hessian: zeros() },

    check(o, where) {
      const { batchSize = 1 } = o;
      checkFraction(where, o, 'beta1', 'beta2');
      checkPositive(where, { ...o, batchSize }, 'rho', 'epsilon', 'batchSize');
    },

    scalars: ({ beta1, beta2, rho, epsilon, batchSize = 1 }) => ({
      beta2,
      oneMinusBeta1: 1 - beta1,
      oneMinusBeta2: 1 - beta2,
      scale: rho * batchSize,
      epsilon,
    }),

    update({ grad, m, hessian }, { oneMinusBeta1, scale, epsilon }) {
      const mNext = lerp(m, grad, oneMinusBeta1);
      return { grad: clamp(div(mNext, max(mul(scale, hessian), epsilon)), -1, 1), m: mNext };
    },

    further: {
      [curvature.name]: ({ grad, hessian }, { beta2, oneMinusBeta2 }) => ({
        hessian: curvature.moved(hessian, grad, beta2, oneMinusBeta2),
      }),
    },
  });
