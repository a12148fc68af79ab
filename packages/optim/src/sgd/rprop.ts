import {
  clamp,
  defineTransform,
  type Expr,
  filled,
  greater,
  less,
  mul,
  type Numeric,
  type OptimizerOptions,
  OptionError,
  RuleOptimizer,
  where as select,
  sub,
  zeros,
} from '@nadir/core';
import { checkNonNegative, shortNames } from '@nadir/core/internal';

/** Options of {@link Rprop}. */
export interface RpropOptions extends OptimizerOptions {
  /** Step size that each element begins with, at the first step of its parameter, ≥ 0. Default `1e-2`. */
  learningRate?: Numeric;
  /** Factor η⁻ of the step size where the gradient has changed its sign, in (0, 1). Default `0.5`. */
  etaMinus?: Numeric;
  /** Factor η⁺ of the step size where it has kept it, > 1. Default `1.2`. */
  etaPlus?: Numeric;
  /** Least step size, ≥ 0. Default `1e-6`. */
  stepSizeMin?: Numeric;
  /** Greatest step size, ≥ `stepSizeMin`. Default `50`. */
  stepSizeMax?: Numeric;
}

/** The sign of x, 0 for NaN: as in PyTorch an element without a sign stands still, and has none at the next step. */
const signOf = (x: Expr): Expr => select(less(x, 0), -1, select(greater(x, 0), 1, 0));

const rpropStep = defineTransform({
  name: 'Rprop',
  state: { previous: zeros(), stepSize: filled('learningRate') },
  defaults: {
    learningRate: 1e-2,
    etaMinus: 0.5,
    etaPlus: 1.2,
    stepSizeMin: 1e-6,
    stepSizeMax: 50,
  },

  check(o, where) {
    const { etaMinus, etaPlus, stepSizeMin, stepSizeMax } = o;
    checkNonNegative(where, o, 'learningRate', 'stepSizeMin', 'stepSizeMax');
    const refuse = (name: string, got: number, expected: string) => {
      throw new OptionError(`${where}.${name}: got ${got}, expected a finite number ${expected}.`);
    };
    if (!(etaMinus > 0 && etaMinus < 1)) refuse('etaMinus', etaMinus, 'in (0, 1)');
    if (!(etaPlus > 1 && etaPlus < Infinity)) refuse('etaPlus', etaPlus, '> 1');
    if (stepSizeMax < stepSizeMin) {
      refuse('stepSizeMax', stepSizeMax, `≥ stepSizeMin, which is ${stepSizeMin}`);
    }
  },

  scalars: ({ etaMinus, etaPlus, stepSizeMin, stepSizeMax }) => ({
    etaMinus,
    etaPlus,
    stepSizeMin,
    stepSizeMax,
  }),

  update({ param, grad, previous, stepSize }, { etaMinus, etaPlus, stepSizeMin, stepSizeMax }) {
    // Of the signs, since the product of two small gradients is 0 in float32.
    const agreement = mul(signOf(grad), signOf(previous));
    const hasTurned = less(agreement, 0);
    const factor = select(hasTurned, etaMinus, select(greater(agreement, 0), etaPlus, 1));
    const stepSizeNext = clamp(mul(stepSize, factor), stepSizeMin, stepSizeMax);
    const gradNext = select(hasTurned, 0, grad);
    return {
      param: sub(param, mul(signOf(gradNext), stepSizeNext)),
      previous: gradNext,
      stepSize: stepSizeNext,
    };
  },
});

/**
 * A step size for each element, which grows while the sign of its gradient stays and shrinks when it
 * changes. How large the gradient is does not matter.
 *
 * Take it for small networks with the gradient of the whole data set; with batches, signs change by chance.
 *
 * For a parameter θ with gradient g, at each step, with p the gradient of the step before:
 *
 *     d ← η⁺ d where g p > 0,  η⁻ d where g p < 0       then within [stepSizeMin, stepSizeMax]
 *     g ← 0 where g p < 0
 *     θ ← θ − sign(g) d
 *     p ← g
 *
 * For gradients of the whole data set: with batches, signs change by chance.
 *
 * State: `previous` p, zeros at first, and `stepSize` d, `learningRate` at first, each with the shape of
 * θ. A learning rate that changes later changes nothing. The numbers are those of `torch.optim.Rprop`,
 * which is iRprop⁻. There is no weight decay.
 *
 * Papers: Riedmiller & Braun, ICNN 1993, https://doi.org/10.1109/ICNN.1993.298623; Igel & Hüsken, NC 2000
 * (iRprop⁻)
 * @throws {@link OptionError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const optimizer = new Rprop(model, { learningRate: 1e-2 });
 * ```
 */
export class Rprop extends RuleOptimizer<RpropOptions> {
  static override readonly rule = rpropStep;
}

shortNames.set('etas', ['etaMinus', 'etaPlus']);
shortNames.set('step_sizes', ['stepSizeMin', 'stepSizeMax']);
