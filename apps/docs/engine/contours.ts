import type { Surface } from '@nadir/problems';
import { contours as d3Contours } from 'd3-contour';

/** Lowest and highest number of an axis. */
export type Interval = readonly [number, number];

/** A line of equal height, closed or ending at the border, in the coordinates of the surface. */
export interface Contour {
  readonly level: number;
  /** From 0 for the lowest level to 1 for the highest. */
  readonly height: number;
  readonly rings: readonly (readonly (readonly [number, number])[])[];
}

/** Points of the grid along each axis. */
const gridSize = 96;

/** Lines of equal height of a surface, at heights above its floor that grow in equal ratios. */
export function contoursOf(
  surface: Pick<Surface, 'value'>,
  [left, right]: Interval,
  [bottom, top]: Interval,
  levels = 12,
): Contour[] {
  const at = ([low, high]: Interval, i: number) => low + ((high - low) * i) / (gridSize - 1);
  const heights = Array.from({ length: gridSize * gridSize }, (_, i) =>
    surface.value([at([left, right], i % gridSize), at([bottom, top], Math.floor(i / gridSize))]),
  );
  const finite = heights.filter(Number.isFinite).sort((a, b) => a - b);
  const least = finite[0] ?? 0;
  const most = (finite.at(-1) ?? 1) - least;
  const first = Math.max((finite[Math.floor(finite.length / 200)] ?? 0) - least, most * 1e-6);
  const thresholds = Array.from(
    { length: levels },
    (_, i) => least + first * (most / first) ** (i / levels),
  );
  return d3Contours()
    .size([gridSize, gridSize])
    .thresholds(thresholds)(heights)
    .map(({ coordinates, value }, i) => ({
      level: value,
      height: i / (levels - 1),
      rings: coordinates
        .flat()
        .map((ring) =>
          ring.map(
            ([x = 0, y = 0]) => [at([left, right], x - 0.5), at([bottom, top], y - 0.5)] as const,
          ),
        ),
    }));
}
