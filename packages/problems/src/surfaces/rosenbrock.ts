import { integer, readOptions } from '../check.js';
import { defineSurface, type Surface } from './surface.js';

/** Options of {@link rosenbrock}. */
export interface RosenbrockOptions {
  /** Number of coordinates n, an integer in [2, 10000]. Default `2`. */
  readonly dimension?: number;
}

const table = { dimension: integer(2, '[2, 10000]') };

/**
 * A long curved valley, steep across and nearly flat along.
 *
 *     f(x) = Σᵢ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)²,    i = 1, …, n − 1
 *
 * Its global minimum is 0 at (1, …, 1); from n = 4 it has local minima besides. The start is
 * (−1.2, 1, −1.2, 1, …).
 *
 * Paper: Rosenbrock, The Computer Journal 3, 1960, https://doi.org/10.1093/comjnl/3.3.175. For
 * more than two coordinates this is the chained form, whose terms overlap.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const valley = rosenbrock();
 * valley.value([-1.2, 1]); // 24.2, but for rounding
 * ```
 */
export function rosenbrock(options: RosenbrockOptions = {}): Surface {
  const { dimension } = readOptions('rosenbrock', options, table);
  const start = Array.from({ length: dimension }, (_, i) => (i % 2 === 0 ? -1.2 : 1));
  return defineSurface({
    name: 'rosenbrock',
    dimension,
    start,
    minima: [{ x: start.map(() => 1), value: 0 }],
    domain: start.map((_, i) => (i % 2 === 0 ? [-2, 2] : [-1, 3])),
    value: (x) =>
      x.slice(1).reduce((sum, after, i) => {
        const xi = x[i] as number;
        const across = after - xi * xi;
        return sum + 100 * across * across + (1 - xi) * (1 - xi);
      }, 0),
    gradient: (x) =>
      x.map((xi, i) => {
        const before = x[i - 1];
        const after = x[i + 1];
        return (
          (after === undefined ? 0 : -400 * xi * (after - xi * xi) - 2 * (1 - xi)) +
          (before === undefined ? 0 : 200 * (xi - before * before))
        );
      }),
  });
}
