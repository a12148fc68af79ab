import { integer, number, readOptions } from '../check.js';
import { defineSurface, type Surface } from './surface.js';

/** Options of {@link quadratic}. */
export interface QuadraticOptions {
  /** Greatest curvature over the smallest, κ, in [1, 1e12]. Default `100`. */
  readonly conditionNumber?: number;
  /** Number of coordinates n, an integer in [2, 10000]. Default `2`. */
  readonly dimension?: number;
}

const table = {
  conditionNumber: number(100, '[1, 1e12]'),
  dimension: integer(2, '[2, 10000]'),
};

/**
 * A bowl with axes along the coordinates, the surface on which rates of convergence are proved.
 *
 *     f(x) = ½ Σᵢ λᵢ xᵢ²,    λᵢ = κ^((i − 1) / (n − 1)),    i = 1, …, n
 *
 * The curvatures λ go from 1 to κ in equal ratios. Its minimum is 0 at the origin. No start is
 * customary; here it is (1, …, 1). Gradient descent with a fixed step converges for steps below
 * 2 / κ, and fastest, by the factor (κ − 1) / (κ + 1) per step, with 2 / (κ + 1).
 *
 * Book: Nesterov, Introductory Lectures on Convex Optimization, Springer 2004, section 2.1.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const bowl = quadratic({ conditionNumber: 1000 });
 * bowl.gradient([1, 1]); // [1, 1000]
 * ```
 */
export function quadratic(options: QuadraticOptions = {}): Surface {
  const { conditionNumber, dimension } = readOptions('quadratic', options, table);
  const curvatures = Array.from(
    { length: dimension },
    (_, i) => conditionNumber ** (i / (dimension - 1)),
  );
  return defineSurface({
    name: 'quadratic',
    dimension,
    start: curvatures.map(() => 1),
    minima: [{ x: curvatures.map(() => 0), value: 0 }],
    domain: curvatures.map(() => [-1.5, 1.5]),
    value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * (curvatures[i] as number) * xi * xi, 0),
    gradient: (x) => x.map((xi, i) => (curvatures[i] as number) * xi),
  });
}
