import { type Expr, greater, min, mul, OptionError, where } from '@nadir/core';
import { checkFraction, checkNonNegative, checkPositive, describe } from '@nadir/core/internal';

/** Options of rules that estimate the distance D from the start to the solution. */
interface DistanceOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  readonly d0: number;
  readonly growthRate: number;
  readonly biasCorrection: boolean;
}

/** Throws unless the options that those rules share are in their ranges. */
export function checkDistance(o: DistanceOptions, place: string): void {
  checkNonNegative(place, o, 'learningRate', 'weightDecay');
  checkFraction(place, o, 'beta1', 'beta2');
  checkPositive(place, o, 'epsilon', 'd0');
  if (o.growthRate !== 0 && !(o.growthRate >= 1 && o.growthRate < Infinity)) {
    throw new OptionError(
      `${place}.growthRate: got ${describe(o.growthRate)}, expected 0 or a finite number ≥ 1.`,
    );
  }
}

/** A new estimate, at most `rate` times the last; a rate of 0 is none, also at one step of a schedule. */
export const boundedGrowth = (estimate: Expr, last: Expr, rate: Expr): Expr =>
  where(greater(rate, 0), min(estimate, mul(last, rate)), estimate);

/** γ, with the bias of the means of Adam corrected if that is asked for. */
export const correctedRate = (
  { learningRate, beta1, beta2, biasCorrection }: DistanceOptions,
  t: number,
): number =>
  biasCorrection ? (learningRate * Math.sqrt(1 - beta2 ** t)) / (1 - beta1 ** t) : learningRate;
