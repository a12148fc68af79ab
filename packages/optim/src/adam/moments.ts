import { add, type Expr, mul, sqrt } from '@nadir/core';
import { checkFraction, checkNonNegative, checkPositive } from '@nadir/core/internal';

/** Options of rules that keep the means of Adam. */
interface MomentOptions {
  readonly learningRate: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Throws unless the options of the means are in their ranges. */
export function checkMeans(o: Omit<MomentOptions, 'learningRate'>, where: string): void {
  checkFraction(where, o, 'beta1', 'beta2');
  checkPositive(where, o, 'epsilon');
}

/** Throws unless they are, and the step size is in its range. */
export function checkMoments(o: MomentOptions, where: string): void {
  checkNonNegative(where, o, 'learningRate');
  checkMeans(o, where);
}

/** The numbers of step t by which the means move and are corrected. */
export const momentNumbers = (
  { beta1, beta2, epsilon }: Omit<MomentOptions, 'learningRate'>,
  t: number,
) => ({
  oneMinusBeta1: 1 - beta1,
  oneMinusBeta2: 1 - beta2,
  epsilon,
  mScale: 1 / (1 - beta1 ** t),
  vScale: 1 / Math.sqrt(1 - beta2 ** t),
});

/** Those numbers as scalars of a rule. */
export type MomentScalars = Readonly<Record<keyof ReturnType<typeof momentNumbers>, Expr>>;

/** √v̂ + ε, where v̂ is v with its bias corrected. */
export const rootOf = (v: Expr, vScale: Expr, epsilon: Expr): Expr =>
  add(mul(sqrt(v), vScale), epsilon);
