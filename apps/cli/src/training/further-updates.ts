import type { Optimizer, RandomDraw, Transform } from '@nadir/core';
import { applyUpdate, hutchinson } from '@nadir/optim';
import { type NamedTensorMap, tidy, type Variable } from '@tensorflow/tfjs-core';

/** Steps from one estimate of the curvature to the next, as the authors of Sophia have it. */
export const stepsBetweenEstimates = 10;

/** What a curvature is estimated from: gradients at the variables as they are. */
export interface Curved {
  readonly variables: readonly Variable[];
  /** Gradients of the loss. The same function of the variables at each call, so without dropout. */
  gradients(): NamedTensorMap;
  /** Gradients of the loss at labels that the model draws itself; absent where there are no classes. */
  sampledGradients?(draw: RandomDraw): NamedTensorMap;
}

/** What a rule's further update of its curvature is given, by the name of that update. */
const estimates: Readonly<
  Record<string, (curved: Curved, draw: RandomDraw) => NamedTensorMap | undefined>
> = {
  gaussNewton: ({ sampledGradients }, draw) => sampledGradients?.(draw),
  hessian: ({ variables, gradients }, draw) => hutchinson({ variables, gradients, draw }),
};

/** Name of the further update of a rule by which it learns of the curvature, if it has one. */
const curvatureOf = ({ further }: Transform): string | undefined =>
  Object.keys(further).find((name) => Object.hasOwn(estimates, name));

/** Whether a rule keeps an estimate of the curvature. */
export const hasCurvature = (rule: Transform): boolean => curvatureOf(rule) !== undefined;

/** Whether its curvature is that at labels that a model draws, so that there must be classes. */
export const needsClasses = (rule: Transform): boolean =>
  Object.hasOwn(rule.further, 'gaussNewton');

/** Whether an estimate of the curvature follows a step, of which there were `step` before. */
export const isEstimateDue = (rule: Transform, step: number): boolean =>
  step % stepsBetweenEstimates === 0 && hasCurvature(rule);

/** Makes the update by which a rule learns of the curvature. */
export function updateCurvature(
  rule: Transform,
  optimizer: Optimizer,
  curved: Curved,
  draw: RandomDraw,
): void {
  const name = curvatureOf(rule);
  if (name === undefined) return;
  tidy(() => {
    const given = estimates[name]?.(curved, draw);
    if (given === undefined) throw new Error(`${rule.name}: there are no classes to draw`);
    applyUpdate(optimizer, name, given);
  });
}

/** Whether a rule trains parameters in one place and has them evaluated in another, their average. */
export const isAveraged = ({ further }: Transform): boolean => Object.hasOwn(further, 'toAverage');

/**
 * Puts the parameters where they are trained, or by `false` where they are evaluated, if their rule tells the
 * two apart. They must be at the other place before.
 */
export function moveParameters(rule: Transform, optimizer: Optimizer, training: boolean): void {
  if (isAveraged(rule)) applyUpdate(optimizer, training ? 'toTraining' : 'toAverage');
}
