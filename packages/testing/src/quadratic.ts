import { RuleInterpreter, type Transform } from '@nadir/core';

const matrix = [
  [4, 1, 0],
  [1, 3, 0.5],
  [0, 0.5, 2],
];
const target = [1, -2, 0.5];

/** The gradient A p − b of a quadratic whose minimum is at (0.476…, −0.904…, 0.476…). */
export const quadraticGradient = (p: ArrayLike<number>): number[] =>
  matrix.map((row, i) =>
    row.reduce((sum, a, k) => sum + a * (p[k] as number), -(target[i] as number)),
  );

/** Steps of a rule on the quadratic from (1, −2, ½), in float64. */
export function runOnQuadratic(rule: Transform, steps: number, options: object): RuleInterpreter {
  const run = new RuleInterpreter(rule, [{ shape: [3], values: target }], 'float64');
  for (let k = 0; k < steps; k++) {
    const { param } = run.parameters[0] as (typeof run.parameters)[number];
    run.step([quadraticGradient(param)], () => ({ ...rule.defaults, ...options }));
  }
  return run;
}
