import { type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import type { Surface } from '@nadir/problems';

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

/**
 * The path of an optimizer on a surface of two coordinates, its start first. The rule is
 * interpreted in float64. The path ends early at a point that is not finite.
 */
export function descend(surface: Surface, { rule, options, start, steps }: Descent): Point[] {
  const all = { ...rule.defaults, ...options };
  const interpreter = new RuleInterpreter(rule, [{ shape: [2], values: start }], 'float64');
  const path = [start];
  for (let step = 0; step < steps; step++) {
    interpreter.step([surface.gradient(path.at(-1) as Point)], () => all);
    const [x = Number.NaN, y = Number.NaN] = interpreter.parameters[0]?.param ?? [];
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    path.push([x, y]);
  }
  return path;
}
