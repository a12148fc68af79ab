import { LBFGSInterpreter } from '@nadir/optim';
import { type Surface, surfaces } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import type { Point } from '../../engine/descend.js';

/** Iterations that the path is followed for. */
export const iterations = 40;

/** What is set. */
export interface Settings {
  readonly learningRate: number;
  readonly historySize: number;
  /** Whether the length of each move is searched for. */
  readonly search: boolean;
  readonly start: Point;
}

/** Between what the numbers lie. */
export const learningRate = { min: 0.001, max: 2, initial: 1, log: true } as const;
export const historySize = { min: 1, max: 20, step: 1, initial: 10 } as const;

const valley = (surfaces.rosenbrock as (typeof surfaces)[string])();

/** What is descended. */
export const surface: Surface = valley;
export const domain = {
  x: valley.domain[0] as readonly [number, number],
  y: valley.domain[1] as readonly [number, number],
};

/** The settings at first. */
export const initial: Settings = {
  learningRate: learningRate.initial,
  historySize: historySize.initial,
  search: true,
  start: valley.start as Point,
};

/** The valley, drawn. */
export const contours: readonly Contour[] = contoursOf(valley, domain.x, domain.y);

/** A path, and what it cost. */
export interface Path {
  readonly points: readonly Point[];
  /** How often the loss and its gradient were computed. */
  readonly evaluations: number;
  readonly heights: readonly [number, number];
}

/** The path of L-BFGS, one point an iteration. It ends where the gradient vanishes, or where it leaves all bounds. */
export async function pathOf({ search, start, ...options }: Settings): Promise<Path> {
  const interpreter = new LBFGSInterpreter(
    start,
    (x) => ({ loss: valley.value([...x]), gradient: valley.gradient([...x]) }),
    { ...options, maxIterations: 1, maxEvaluations: 25, lineSearch: search ? 'strongWolfe' : null },
  );
  const points: Point[] = [start];
  for (let i = 0; i < iterations; i++) {
    await interpreter.step();
    const [x = Number.NaN, y = Number.NaN] = interpreter.parameters;
    if (Math.hypot(x, y) > 1e6 || interpreter.iterations <= i) break;
    points.push([x, y]);
  }
  const heightOf = (point: Point) => valley.value([...point]);
  return {
    points,
    evaluations: interpreter.evaluations,
    heights: [heightOf(start), heightOf(points.at(-1) as Point)],
  };
}

/** The path at first, so that the figure can be drawn at once. */
export const firstPath = await pathOf(initial);
