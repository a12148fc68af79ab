import { integer, readOptions } from '../check.js';
import { defineSurface, type Surface } from './surface.js';

/** Options of {@link rastrigin}. */
export interface RastriginOptions {
  /** Number of coordinates n, an integer in [1, 10000]. Default `2`. */
  readonly dimension?: number;
}

const table = { dimension: integer(2, '[1, 10000]') };

/**
 * A wide bowl under a grid of waves, with a local minimum near each point of integers in the domain.
 *
 *     f(x) = Σᵢ 10 + xᵢ² − 10 cos(2π xᵢ),    i = 1, …, n
 *
 * Its global minimum is 0 at the origin. No start is customary; here it is (−2.2, 3.4, −2.2, …),
 * some hills away.
 *
 * Paper: Mühlenbein, Schomisch & Born, Parallel Computing 17, 1991,
 * https://doi.org/10.1016/S0167-8191(05)80052-3, for any n; with two coordinates it is from
 * Rastrigin, Systems of Extremal Control, Nauka 1974.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * const waves = rastrigin({ dimension: 5 });
 * waves.value([0, 0, 0, 0, 0]); // 0
 * ```
 */
export function rastrigin(options: RastriginOptions = {}): Surface {
  const { dimension } = readOptions('rastrigin', options, table);
  const start = Array.from({ length: dimension }, (_, i) => (i % 2 === 0 ? -2.2 : 3.4));
  return defineSurface({
    name: 'rastrigin',
    dimension,
    start,
    minima: [{ x: start.map(() => 0), value: 0 }],
    domain: start.map(() => [-5.12, 5.12]),
    value: (x) => x.reduce((sum, xi) => sum + 10 + xi * xi - 10 * Math.cos(2 * Math.PI * xi), 0),
    gradient: (x) => x.map((xi) => 2 * xi + 20 * Math.PI * Math.sin(2 * Math.PI * xi)),
  });
}
