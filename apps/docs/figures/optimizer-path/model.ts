import { OptionError, type OptionValues, type Transform } from '@nadir/core';
import { optimizers } from '@nadir/optim';
import { type Surface, surfaces } from '@nadir/problems';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { descend, type Point } from '../../engine/descend.js';

/** Surfaces that a path can be shown on. */
export const surfaceNames = ['quadratic', 'rosenbrock', 'himmelblau', 'beale'] as const;

/** One of these surfaces. */
export type SurfaceName = (typeof surfaceNames)[number];

/** The surface at first. */
export const firstSurface: SurfaceName = 'rosenbrock';

/** Steps that the path is followed for. */
export const steps = 150;

/** A surface, with its plotted interval for each coordinate and its usual start. */
export function stageOf(name: SurfaceName) {
  const surface = (surfaces[name] as (typeof surfaces)[string])();
  const [x, y] = surface.domain as [readonly [number, number], readonly [number, number]];
  return { surface, x, y, start: surface.start as Point };
}

/** The rule of an optimizer by its name in the catalogue. */
export function ruleOf(name: string): Transform {
  const found = optimizers[name];
  if (found === undefined) {
    throw new Error(`optimizer-path: got "${name}", expected the name of an optimizer.`);
  }
  return found.rule;
}

/** What the reader sets. */
export interface Settings {
  readonly surface: SurfaceName;
  readonly options: OptionValues;
  readonly start: Point;
}

/** All that the figure shows. */
export interface Picture {
  readonly contours: readonly Contour[];
  readonly points: readonly Point[];
  /** Height above the lowest point, at the start and at the end. */
  readonly heights: readonly [number, number];
  readonly outcome: 'descends' | 'diverges';
  /** Why the options are refused. */
  readonly refused?: string;
}

/** Learning rates that are tried: three in each decade. */
const rates = Array.from({ length: 16 }, (_, i) => Number((1e-4 * 10 ** (i / 3)).toPrecision(2)));

/**
 * The learning rate with which a rule comes deepest on a surface without leaving its plotted part, of three in each
 * decade from 1e-4 to 10. The defaults of rules are for networks, and would hardly leave the start here.
 */
export function rateOf(name: string, on: SurfaceName): number {
  const rule = ruleOf(name);
  if (!('learningRate' in rule.defaults)) return 1;
  const { surface, x, y, start } = stageOf(on);
  const isInside = ([a, b]: Point) => a >= x[0] && a <= x[1] && b >= y[0] && b <= y[1];
  const depths = rates.map((learningRate) => {
    const points = descend(surface, { rule, options: { learningRate }, start, steps });
    const stays = points.length > steps && points.every(isInside);
    return stays ? surface.value(points.at(-1) as Point) : Number.POSITIVE_INFINITY;
  });
  return rates[depths.indexOf(Math.min(...depths))] as number;
}

const contours = new Map<SurfaceName, readonly Contour[]>();

/** The path of an optimizer from a start, with the options of the settings. */
export function pictureOf(name: string, { surface: on, options, start }: Settings): Picture {
  const { surface, x, y } = stageOf(on);
  const drawn = contours.get(on) ?? contoursOf(surface, x, y);
  contours.set(on, drawn);
  const rule = ruleOf(name);
  try {
    rule.check({ ...rule.defaults, ...options }, rule.name);
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    return { ...still(surface, start), contours: drawn, refused: error.message };
  }
  const points = descend(surface, { rule, options, start, steps });
  const first = heightOf(surface, start);
  const last = heightOf(surface, points.at(-1) as Point);
  const diverges = points.length <= steps || last > 10 * first;
  return {
    contours: drawn,
    points,
    heights: [first, last],
    outcome: diverges ? 'diverges' : 'descends',
  };
}

const still = (surface: Surface, start: Point) => {
  const height = heightOf(surface, start);
  return { points: [start], heights: [height, height], outcome: 'descends' } as const;
};

const heightOf = (surface: Surface, point: Point): number =>
  surface.value(point) - (surface.minima[0]?.value ?? 0);
