import {
  where as either,
  greater as isGreater,
  isNaN as isNoNumber,
  abs as magnitude,
  add as plus,
  pow,
  div as ratio,
  scalar,
  mul as scaled,
  type Tensor,
} from '@tensorflow/tfjs-core';
import { call } from '../program/call.js';
import {
  abs,
  add,
  div,
  type Expr,
  less,
  min,
  mul,
  sqrt,
  square,
  where,
} from '../program/expression.js';
import type { NumberArray, TensorOp } from '../program/tensor-op.js';
import type { NormType } from './norm-type.js';

/** How the elements under one norm become one number. */
export interface Joining {
  sum(of: Expr): Expr;
  max(of: Expr): Expr;
}

/**
 * How a gradient g is scaled to a norm, g · min(1, limit / (‖g‖ + 1e-6)), with the p-norm: for 1, 2 and
 * infinity on symbols alone, for others with operations that have powers. The limit is a scalar of the rule.
 */
export function scalingToNorm(p: NormType): (grad: Expr, limit: Expr, over: Joining) => Expr {
  if (p === 1 || p === 2 || p === 'infinity') {
    return (grad, limit, over) => mul(grad, min(1, div(limit, add(normOf(grad, p, over), 1e-6))));
  }
  const [power, scale] = [powerOp(p), scaleOp(p)];
  return (grad, limit, over) =>
    call(scale, [grad, over.sum(call(power, [grad]).value)], { limit }).value;
}

/** How the norm of a gradient becomes known while the gradient stays what it is. */
export function measuringNorm(p: NormType): (grad: Expr, limit: Expr, over: Joining) => Expr {
  const measured = (grad: Expr, over: Joining): Expr =>
    p === 1 || p === 2 || p === 'infinity'
      ? normOf(grad, p, over)
      : over.sum(call(powerOp(p), [grad]).value);
  // A norm is never negative, and a step computes what its formula mentions.
  return (grad, _, over) => where(less(measured(grad, over), 0), 0, grad);
}

function normOf(grad: Expr, p: 1 | 2 | 'infinity', over: Joining): Expr {
  if (p === 1) return over.sum(abs(grad));
  return p === 2 ? sqrt(over.sum(square(grad))) : over.max(abs(grad));
}

/** An operation whose `value` has the shape of the gradient. */
interface GradientOp extends TensorOp {
  readonly results: { readonly value: 'float32' };
}

/** xᵖ of numbers that are not negative. The powers of a GPU may make numbers of NaN. */
const powerOf = (x: Tensor, p: number): Tensor => either(isNoNumber(x), x, pow(x, p));

/** |g|ᵖ of each element. */
export const powersOf = (grad: Tensor, p: number): Tensor => powerOf(magnitude(grad), p);

/** {@link powersOf} as an operation. */
const powerOp = (p: number): GradientOp => ({
  name: 'power',
  results: { value: 'float32' },
  run: ([grad]) => ({ value: powersOf(grad as Tensor, p) }),
  interpret(inputs) {
    const [{ shape, values }] = inputs as [NumberArray];
    return { value: { shape, values: values.map((x) => Math.abs(x) ** p) } };
  },
});

/** The gradient scaled, from itself and the sum of the powers. */
const scaleOp = (p: number): GradientOp => ({
  name: 'scaleToNorm',
  results: { value: 'float32' },
  run(inputs, { limit = 0 }) {
    const [grad, powers] = inputs as [Tensor, Tensor];
    const norm = powerOf(powers, 1 / p);
    const share = ratio(limit, plus(norm, 1e-6));
    // A minimum would lose NaN on some backends, and so would let through what no norm bounds.
    return { value: scaled(grad, either(isGreater(share, 1), scalar(1), share)) };
  },
  interpret(inputs, { limit = 0 }) {
    const [{ shape, values }, powers] = inputs as [NumberArray, NumberArray];
    const norm = (powers.values[0] as number) ** (1 / p);
    const factor = Math.min(1, limit / (norm + 1e-6));
    return { value: { shape, values: values.map((x) => x * factor) } };
  },
});
