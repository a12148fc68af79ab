import { type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import type { Surface } from '@nadir/problems';
import { learnCurvature, stepsBetweenEstimates } from './curvature.js';

/** A point that an optimizer came to. */
export type Point = readonly [x: number, y: number];

/** How a surface is descended. */
export interface Descent {
  readonly rule: Transform;
  /** Options that differ from the defaults of the rule. */
  readonly options: OptionValues;
  readonly start: Point;
  readonly steps: number;
}

/** A step of an optimizer, and its state after it. */
export interface Move {
  readonly from: Point;
  readonly gradient: Point;
  /** The slots of the rule, by name. */
  readonly slots: Readonly<Record<string, Point>>;
  readonly to: Point;
}

/**
 * The steps of an optimizer on a surface of two coordinates. The rule is interpreted in float64.
 * They end early before a point that is not finite. A rule for matrices moves one of two rows and
 * one column.
 */
export function movesOf(surface: Surface, { rule, options, start, steps }: Descent): Move[] {
  const all = { ...rule.defaults, ...options };
  const shape = takesVectors(rule) ? [2] : [2, 1];
  const interpreter = new RuleInterpreter(rule, [{ shape, values: start }], 'float64');
  const moves: Move[] = [];
  let from = start;
  for (let step = 0; step < steps; step++) {
    const gradient = pointOf(surface.gradient(from));
    interpreter.step([gradient], () => all);
    if (step % stepsBetweenEstimates === 0) learnCurvature(interpreter, rule, surface, from, all);
    const { param = [], slots = {} } = interpreter.parameters[0] ?? {};
    const to = pointOf(param);
    if (!to.every(Number.isFinite)) break;
    const kept = Object.entries(slots).map(
      ([name, { values }]) => [name, pointOf(values)] as const,
    );
    moves.push({ from, gradient, slots: Object.fromEntries(kept), to });
    from = to;
  }
  return moves;
}

/** The path of an optimizer, as {@link movesOf} goes it, its start first. */
export const descend = (surface: Surface, descent: Descent): Point[] => [
  descent.start,
  ...movesOf(surface, descent).map(({ to }) => to),
];

const pointOf = ([x = Number.NaN, y = Number.NaN]: Iterable<number>): Point => [x, y];

function takesVectors(rule: Transform): boolean {
  try {
    rule.checkShape([2], rule.name);
    return true;
  } catch {
    return false;
  }
}
