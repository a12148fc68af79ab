import { integer, readOptions } from '../check.js';
import { ProblemError } from '../errors.js';

/** A point of a surface. */
export interface SurfacePoint {
  /** Coordinates, as many as the surface has dimensions. */
  readonly x: readonly number[];
  /** Value of the surface there. */
  readonly value: number;
}

/**
 * A function of several numbers to minimize, with all that a test or a plot wants to know of it.
 * Everything is computed in float64.
 */
export interface Surface {
  /** Name of the function which makes it. */
  readonly name: string;
  /** Number of coordinates. */
  readonly dimension: number;
  /** Where optimizers start by custom. */
  readonly start: readonly number[];
  /** Every global minimum; empty for a surface without one. */
  readonly minima: readonly SurfacePoint[];
  /** Where the gradient of a surface without minimum is zero. */
  readonly stationaryPoint?: SurfacePoint;
  /** Interval to plot, lowest and highest, for each coordinate. */
  readonly domain: readonly (readonly [number, number])[];
  /**
   * Value at a point. NaN and infinite coordinates are let through, so that a diverging optimizer
   * can be watched.
   * @throws {@link ProblemError} when the point has another number of coordinates.
   */
  value(x: readonly number[]): number;
  /** Gradient at a point, in closed form; accepts and refuses the same points as `value`. */
  gradient(x: readonly number[]): number[];
}

/** A surface whose functions check the number of coordinates. */
export function defineSurface(surface: Surface): Surface {
  const { name, dimension, value, gradient } = surface;
  const checked = (where: string, x: readonly number[]) => {
    if (x.length === dimension) return x;
    throw new ProblemError(`${name}.${where}: got ${x.length} coordinates, expected ${dimension}.`);
  };
  return {
    ...surface,
    value: (x) => value(checked('value', x)),
    gradient: (x) => gradient(checked('gradient', x)),
  };
}

/** Options of a surface that is defined in the plane only. */
export interface PlanarOptions {
  /** Number of coordinates, 2 and no other. Default `2`. */
  readonly dimension?: number;
}

/** A surface of x and y, with a square to plot. */
export function definePlanarSurface(
  options: PlanarOptions,
  surface: Omit<Surface, 'dimension' | 'domain' | 'value' | 'gradient'> & {
    readonly domain: readonly [number, number];
    value(x: number, y: number): number;
    gradient(x: number, y: number): number[];
  },
): Surface {
  const { dimension } = readOptions(surface.name, options, { dimension: integer(2, '[2, 2]') });
  const { domain, value, gradient } = surface;
  return defineSurface({
    ...surface,
    dimension,
    domain: [domain, domain],
    value: ([x, y]) => value(x as number, y as number),
    gradient: ([x, y]) => gradient(x as number, y as number),
  });
}
