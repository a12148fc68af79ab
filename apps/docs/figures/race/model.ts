import type { OptionValues } from '@nadir/core';
import { type Contour, contoursOf } from '../../engine/contours.js';
import { descend, type Point } from '../../engine/descend.js';
import { ruleOf, stageOf } from '../optimizer-path/model.js';

/** The surface of the race. */
export const stage = stageOf('himmelblau');

/** Steps of the race. */
export const steps = 120;

/** Where it starts before anybody chooses. */
export const firstStart: Point = [-0.3, -0.9];

/** Who runs, with options by which each is down in about a hundred steps. */
const runners: readonly { readonly name: string; readonly options: OptionValues }[] = [
  { name: 'sgd', options: { learningRate: 0.002, momentum: 0.9 } },
  { name: 'rmsprop', options: { learningRate: 0.04 } },
  { name: 'adamw', options: { learningRate: 0.12 } },
  { name: 'lion', options: { learningRate: 0.06 } },
];

/** One who runs, with the whole way. */
export interface Run {
  readonly name: string;
  readonly label: string;
  readonly points: readonly Point[];
  /** Height above the minimum after each step. */
  readonly heights: readonly number[];
}

/** The surface as it is drawn. */
export const contours: readonly Contour[] = contoursOf(stage.surface, stage.x, stage.y);

/** The whole race from a start. */
export function raceFrom(start: Point): readonly Run[] {
  return runners.map(({ name, options }) => {
    const rule = ruleOf(name);
    const points = descend(stage.surface, { rule, options, start, steps });
    return {
      name,
      label: rule.name,
      points,
      heights: points.map((point) => stage.surface.value(point)),
    };
  });
}

/** Who is lowest after a number of steps. */
export function leaderAt(runs: readonly Run[], step: number) {
  const heights = runs.map(({ label, heights }) => ({
    label,
    height: heights[Math.min(step, heights.length - 1)] as number,
  }));
  return heights.reduce((best, one) => (one.height < best.height ? one : best));
}
