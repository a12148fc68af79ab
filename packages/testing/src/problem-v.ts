import { RuleInterpreter, type Transform } from '@nadir/core';
import { expect } from 'vitest';

/** Problem V of the golden numbers: six gradients sin(1.3 t + 0.9 i) + 0.2 i − 0.1. */
export function run(rule: Transform, options: object): number[] {
  const problem = { shape: [3], values: [1, -2, 0.5] };
  const interpreter = new RuleInterpreter(rule, [problem], 'float64');
  for (let t = 1; t <= 6; t++) {
    const gradient = [0, 1, 2].map((i) => Math.sin(1.3 * t + 0.9 * i) + 0.2 * i - 0.1);
    interpreter.step([gradient], () => ({ ...rule.defaults, ...options }));
  }
  return [...(interpreter.parameters[0]?.param ?? [])];
}

/** Fails unless numbers are within a bound of others. */
export function expectNear(
  given: readonly number[],
  expected: readonly number[],
  bound: number,
): void {
  given.forEach((x, i) => {
    expect(Math.abs(x - (expected[i] as number))).toBeLessThan(bound);
  });
}
