import type { OptionValues, RuleInterpreter, Transform } from '@nadir/core';
import type { Surface } from '@nadir/problems';

/** A point of a surface. */
type Point = readonly [x: number, y: number];

/** Steps from one estimate of the curvature to the next, for rules that keep one. */
export const stepsBetweenEstimates = 10;

/**
 * Gives a rule what it estimates the curvature from: z · H z with signs z for `hessian`, and for `gaussNewton`, where
 * a surface has no labels to draw, the gradient itself.
 */
export function learnCurvature(
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
