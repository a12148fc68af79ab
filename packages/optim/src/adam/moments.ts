import { add, div, type Expr, mul, sqrt } from '@nadir/core';
import { checkFraction, checkNonNegative, checkPositive } from '@nadir/core/internal';

/** Options of transforms that keep the means of Adam. */
interface MeanOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Throws unless β₁, β₂ and ε are in their ranges. */
export function checkMeans(o: MeanOptions, where: string): void {
  checkFraction(where, o, 'beta1', 'beta2');
  checkNonNegative(where, o, 'epsilon');
}

/** Throws unless γ, β₁, β₂ and ε are in their ranges, and ε is not 0. */
export function checkMoments(
  o: MeanOptions & { readonly learningRate: number },
  where: string,
): void {
  checkNonNegative(where, o, 'learningRate');
  checkFraction(where, o, 'beta1', 'beta2');
  checkPositive(where, o, 'epsilon');
}

/** The numbers of step t by which the means move and are corrected. */
export const momentNumbers = ({ beta1, beta2, epsilon }: MeanOptions, t: number) => ({
  beta2,
  oneMinusBeta1: 1 - beta1,
  oneMinusBeta2: 1 - beta2,
  epsilon,
  mScale: 1 / (1 - beta1 ** t),
  vScale: 1 / Math.sqrt(1 - beta2 ** t),
});

/** √v̂ + ε, where v̂ is v with its bias corrected. */
export const rootOf = (v: Expr, vScale: Expr, epsilon: Expr): Expr =>
  add(mul(sqrt(v), vScale), epsilon);

/**
 * The numbers of step t by which the means move and {@link directionOf} makes a direction of them.
 *
 * The correction of m, c = 1 − β₁ᵗ, stands in the denominator, c √v̂ + c ε: that saves a multiplication for each
 * element.
 */
export function directionNumbers({ beta1, beta2, epsilon }: MeanOptions, t: number) {
  const correction = 1 - beta1 ** t;
  return {
    beta2,
    oneMinusBeta1: 1 - beta1,
    oneMinusBeta2: 1 - beta2,
    rootScale: correction / Math.sqrt(1 - beta2 ** t),
    rootTerm: correction * epsilon,
  };
}

/** m̂ / (√v̂ + ε), the direction of Adam, from m and v as they are. */
export const directionOf = (
  m: Expr,
  v: Expr,
  { rootScale, rootTerm }: Readonly<Record<'rootScale' | 'rootTerm', Expr>>,
): Expr => div(m, rootOf(v, rootScale, rootTerm));
