import { defineTransform, RuleInterpreter, sub, type Transform } from '@nadir/core';

/** Moves parameters by their gradients: θ ← θ − g. */
export const descend = defineTransform({
  name: 'Descend',
  defaults: { learningRate: 1 },
  update: ({ param, grad }) => ({ param: sub(param, grad) }),
});

/** A parameter in a step, and its gradient, by default zeros. */
interface Stepped {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
  readonly grad?: ArrayLike<number>;
}

/** The parameters after one step of a rule, in the interpreter, in float64. */
export function afterStep(
  rule: Transform,
  parameters: readonly Stepped[],
  learningRate = 1,
): number[][] {
  const run = new RuleInterpreter(rule, parameters, 'float64');
  run.step(
    parameters.map(({ values, grad }) => grad ?? new Float64Array(values.length)),
    () => ({ ...rule.defaults, learningRate }),
  );
  return run.parameters.map(({ param }) => Array.from(param));
}
