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

/** Steps from one estimate of the curvature to the next, for rules that keep one. */
const stepsBetweenEstimates = 10;

/**
 * The path of an optimizer on a surface of two coordinates, its start first. The rule is
 * interpreted in float64. The path ends early at a point that is not finite.
 *
 * A rule for matrices moves one of two rows and one column.
 */
export function descend(surface: Surface, { rule, options, start, steps }: Descent): Point[] {
  const all = { ...rule.defaults, ...options };
  const shape = takesVectors(rule) ? [2] : [2, 1];
  const interpreter = new RuleInterpreter(rule, [{ shape, values: start }], 'float64');
  const path = [start];
  for (let step = 0; step < steps; step++) {
    const place = path.at(-1) as Point;
    interpreter.step([surface.gradient(place)], () => all);
    if (step % stepsBetweenEstimates === 0) learnCurvature(interpreter, rule, surface, place, all);
    const [x = Number.NaN, y = Number.NaN] = interpreter.parameters[0]?.param ?? [];
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    path.push([x, y]);
  }
  return path;
}

function takesVectors(rule: Transform): boolean {
  try {
    rule.checkShape([2], rule.name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Gives a rule what it estimates the curvature from: z · H z with signs z for `hessian`, and for `gaussNewton`, where
 * a surface has no labels to draw, the gradient itself.
 */
function learnCurvature(
  interpreter: RuleInterpreter,
  rule: Transform,
  surface: Surface,
  [x, y]: Point,
  options: OptionValues,
): void {
  if ('gaussNewton' in rule.further) {
    interpreter.update('gaussNewton', [surface.gradient([x, y])], () => options);
  }
  if ('hessian' in rule.further) {
    const distance = 1e-4;
    const sign = (interpreter.parameters[0]?.t ?? 0) % (2 * stepsBetweenEstimates) === 1 ? 1 : -1;
    const ahead = surface.gradient([x + distance, y + sign * distance]);
    const behind = surface.gradient([x - distance, y - sign * distance]);
    const product = [1, sign].map(
      (z, i) => (z * ((ahead[i] as number) - (behind[i] as number))) / (2 * distance),
    );
    interpreter.update('hessian', [product], () => options);
  }
}
