import { definePlanarSurface, type PlanarOptions, type Surface } from './surface.js';

/**
 * A pass between two valleys that have no bottom.
 *
 *     f(x, y) = x² − y²
 *
 * It has no minimum: `minima` is empty, and `stationaryPoint` is the pass, (0, 0) with the value 0.
 * No start is customary; here it is (1, 0.01), just off the ridge that leads into the pass. What
 * is to be seen is how soon an optimizer leaves.
 *
 * Paper, why passes matter more than local minima: Dauphin et al., NeurIPS 2014,
 * https://arxiv.org/abs/1406.2572
 * @throws {@link ProblemError} when an option leaves the range written on it.
 * @example
 * ```ts
 * saddle().gradient([1, 0.01]); // [2, -0.02]
 * ```
 */
export function saddle(options: PlanarOptions = {}): Surface {
  return definePlanarSurface(options, {
    name: 'saddle',
    start: [1, 0.01],
    minima: [],
    stationaryPoint: { x: [0, 0], value: 0 },
    domain: [-2, 2],
    value: (x, y) => x * x - y * y,
    gradient: (x, y) => [2 * x, -2 * y],
  });
}
