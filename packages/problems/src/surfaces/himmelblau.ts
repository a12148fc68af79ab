import { definePlanarSurface, type PlanarOptions, type Surface } from './surface.js';

/**
 * Four equal minima around a hill.
 *
 *     f(x, y) = (x² + y − 11)² + (x + y² − 7)²
 *
 * Its minima are 0, at (3, 2) and at three points that are not rational, listed to the precision
 * of float64. The start is (0, 0).
 *
 * Book: Himmelblau, Applied Nonlinear Programming, McGraw-Hill 1972.
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * himmelblau().minima.map(({ x }) => x); // [[3, 2], [-2.805…, 3.131…], …]
 * ```
 */
export function himmelblau(options: PlanarOptions = {}): Surface {
  return definePlanarSurface(options, {
    name: 'himmelblau',
    start: [0, 0],
    minima: [
      { x: [3, 2], value: 0 },
      { x: [-2.805118086952745, 3.131312518250573], value: 0 },
      { x: [-3.779310253377747, -3.2831859912861696], value: 0 },
      { x: [3.5844283403304917, -1.8481265269644036], value: 0 },
    ],
    domain: [-5, 5],
    value(x, y) {
      const u = x * x + y - 11;
      const v = x + y * y - 7;
      return u * u + v * v;
    },
    gradient(x, y) {
      const u = x * x + y - 11;
      const v = x + y * y - 7;
      return [4 * x * u + 2 * v, 2 * u + 4 * y * v];
    },
  });
}
