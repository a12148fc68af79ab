import { chain, type Regularizer } from '@nadir/core';
import { addPenaltyGradient, proximalStep } from '@nadir/core/internal';
import { afterStep, descend } from './one-step.js';

/** The gradient of a penalty on symbols, in the interpreter, in float64. */
export function gradientOf(
  penalty: Regularizer<'gradient'>,
  shape: readonly number[],
  weight: readonly number[],
): number[] {
  const rule = chain(addPenaltyGradient(penalty), descend);
  const [after] = afterStep(rule, [{ shape, values: weight }]) as [number[]];
  return after.map((x, i) => (weight[i] as number) - x);
}

/** What the proximal step of a penalty or constraint makes of a weight, in the interpreter, in float64. */
export function proximalOf(
  regularizer: Regularizer<'proximal'>,
  shape: readonly number[],
  weight: readonly number[],
  step: number,
): number[] {
  const rule = chain(descend, proximalStep(regularizer));
  return afterStep(rule, [{ shape, values: weight }], step)[0] as number[];
}
