import { add, type Expr, lerp, max, sqrt, square, sub } from '@nadir/core';

/** How {@link moveSquares} makes a root of its means. */
interface RootOptions {
  /** Whether the square of the mean of gradients is subtracted. */
  readonly centered: boolean;
  readonly epsilonInsideRoot: boolean;
}

/**
 * The mean v of squares after a gradient, with `centered` also the mean of gradients, and the root to divide by. Where
 * rounding makes a variance negative, 0 takes its place.
 *
 * @param corrected What is made of each mean before the root.
 */
export function moveSquares(
  { grad, v, mean }: Readonly<Record<'grad' | 'v' | 'mean', Expr>>,
  { oneMinusAlpha, epsilon }: Readonly<Record<'oneMinusAlpha' | 'epsilon', Expr>>,
  { centered, epsilonInsideRoot }: RootOptions,
  corrected = (x: Expr): Expr => x,
) {
  const vNext = lerp(v, square(grad), oneMinusAlpha);
  const meanNext = centered ? lerp(mean, grad, oneMinusAlpha) : undefined;
  const power = meanNext
    ? max(sub(corrected(vNext), square(corrected(meanNext))), 0)
    : corrected(vNext);
  return {
    root: epsilonInsideRoot ? sqrt(add(power, epsilon)) : add(sqrt(power), epsilon),
    means: { v: vNext, ...(meanNext && { mean: meanNext }) },
  };
}
