import { type Surface, surfaces } from '@nadir/problems';
import type { SurfaceTask } from '../../state/task.js';
import { parseFormula } from '../formula/formula.js';

/** Points along each side of the grid on which the lowest value is looked for. */
const gridSize = 201;

/** A surface, and the lowest value from which its heights are measured. */
export interface Ground {
  readonly surface: Surface;
  readonly floor: number;
  readonly start: readonly [number, number];
}

/** The surface of a task. @throws {@link FormulaError} where its formula cannot be read. */
export function groundOf(task: SurfaceTask): Ground {
  const surface = surfaceOf(task);
  const [x = 0, y = 0] = task.start ?? surface.start;
  return { surface, floor: floorOf(surface), start: [x, y] };
}

function surfaceOf({ surface, condition, formula, span }: SurfaceTask): Surface {
  if (surface === 'formula') return drawnBy(formula, span);
  const factory = surfaces[surface];
  if (factory === undefined) throw new Error(`surface: got ${surface}, expected a surface.`);
  const made = factory(surface === 'quadratic' ? { conditionNumber: condition } : {});
  // A start in the steep corner, and a square with room for overshooting.
  return surface === 'quadratic'
    ? {
        ...made,
        start: [-9, 2],
        domain: [
          [-10, 4],
          [-4, 4],
        ],
      }
    : made;
}

/** The surface of a formula. */
function drawnBy(text: string, span: number): Surface {
  const formula = parseFormula(text);
  const at = ([x, y]: readonly number[]) =>
    formula({ value: x as number, dx: 1, dy: 0 }, { value: y as number, dx: 0, dy: 1 });
  return {
    name: 'formula',
    dimension: 2,
    start: [-0.8 * span, 0.7 * span],
    minima: [],
    domain: [
      [-span, span],
      [-span, span],
    ],
    value: (place) => at(place).value,
    gradient(place) {
      const { dx, dy } = at(place);
      return [dx, dy];
    },
  };
}

/** The minimum of a surface; of one that names none, the lowest value in the square that is drawn. */
function floorOf({ minima, domain, value }: Surface): number {
  const [minimum] = minima;
  if (minimum !== undefined) return minimum.value;
  const [xs, ys] = domain.map(([low, high]) =>
    Array.from({ length: gridSize }, (_, i) => low + ((high - low) * i) / (gridSize - 1)),
  ) as [number[], number[]];
  const heights = xs.flatMap((x) => ys.map((y) => value([x, y]))).filter(Number.isFinite);
  return heights.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY);
}
