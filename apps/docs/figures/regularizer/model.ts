import {
  defineTransform,
  mul,
  OptionError,
  type Regularizer,
  RuleInterpreter,
  sub,
} from '@nadir/core';
import * as regularizers from '@nadir/optim/regularizers';
import { type Call, evaluate, type NumberAt } from '../../engine/call-tree.js';

/** A pair of weights. */
export type Pair = readonly [number, number];

/** Both weights are drawn in this interval. */
export const domain: Pair = [-2, 2];

/** Steps of size 0.1 that a penalty takes; a constraint takes one. */
const penaltySteps = 40;
const stepSize = 0.1;

/** Where paths begin: a ring of points, and a smaller one turned against it. */
export const starts: readonly Pair[] = [
  [1.9, 20],
  [1.1, 12],
].flatMap(([radius = 1, count = 1]) =>
  Array.from({ length: count }, (_, i): Pair => {
    const angle = (2 * Math.PI * (i + 0.35)) / count;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }),
);

/** What a regularizer alone does to two weights. */
export interface Field {
  readonly paths: readonly (readonly Pair[])[];
  /** Whether one step of a constraint is drawn, or many of a penalty. */
  readonly isConstraint: boolean;
  /** Why the arguments are refused. */
  readonly refused?: string;
}

type Either = Partial<Regularizer> & Pick<Regularizer, 'name' | 'isConstraint'>;

/** The paths of pairs of weights that lead into one unit, under a regularizer alone. */
export function fieldOf(call: Call): Field {
  try {
    const regularizer = evaluate(call, regularizers) as Either;
    const isConstraint = regularizer.isConstraint === true;
    const steps = isConstraint ? 1 : penaltySteps;
    const rule = ruleOf(regularizer);
    const paths = starts.map((start) => {
      const interpreter = new RuleInterpreter(rule, [{ shape: [2, 1], values: start }], 'float64');
      return [
        start,
        ...Array.from({ length: steps }, (): Pair => {
          interpreter.step([[0, 0]], () => rule.defaults);
          const [x = 0, y = 0] = interpreter.parameters[0]?.param ?? [];
          return [x, y];
        }),
      ];
    });
    return { paths, isConstraint };
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return { paths: [], isConstraint: false, refused: error.message };
  }
}

/** The proximal step where there is one, else a step down the gradient. */
const ruleOf = ({ proximal, gradient, name }: Either) =>
  defineTransform({
    name,
    update: ({ param }) => ({
      param: proximal
        ? proximal(param, stepSize)
        : sub(param, mul(stepSize, gradient?.(param) ?? 0)),
    }),
  });

/** What the slider of a number moves between. */
export function rangeOf({ name, value }: NumberAt) {
  if (name === 'iterations') return { min: 1, max: 20, step: 1, initial: value };
  const most = Math.max(2, 2 * Math.abs(value));
  return {
    min: value < 0 || /low|high|normal|offset|bound/i.test(name) ? -most : 0,
    max: most,
    step: 0.01,
    initial: value,
  };
}
