import { definePlanarSurface, type PlanarOptions, type Surface } from './surface.js';

/**
 * Flat in the middle, with walls that rise like the eighth power at the corners.
 *
 *     f(x, y) = (1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)²
 *
 * Its minimum is 0 at (3, 0.5). The start is (1, 1).
 *
 * Paper: Beale, On an iterative method for finding a local minimum of a function of more than one
 * variable, Princeton 1958. Start: Moré, Garbow & Hillstrom, ACM TOMS 7, 1981,
 * https://doi.org/10.1145/355934.355936
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * beale().value([3, 0.5]); // 0
 * ```
 */
export function beale(options: PlanarOptions = {}): Surface {
  return definePlanarSurface(options, {
    name: 'beale',
    start: [1, 1],
    minima: [{ x: [3, 0.5], value: 0 }],
    domain: [-4.5, 4.5],
    value(x, y) {
      const [u, v, w] = residuals(x, y);
      return u * u + v * v + w * w;
    },
    gradient(x, y) {
      const [u, v, w] = residuals(x, y);
      return [
        2 * (u * (y - 1) + v * (y * y - 1) + w * (y * y * y - 1)),
        2 * x * (u + 2 * v * y + 3 * w * y * y),
      ];
    },
  });
}

function residuals(x: number, y: number): readonly [number, number, number] {
  return [1.5 - x + x * y, 2.25 - x + x * y * y, 2.625 - x + x * y * y * y];
}
