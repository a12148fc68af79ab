import { type Expr, greater, min, sqrt, square, sum, where } from '@nadir/core';

/** ‖x‖, the 2-norm over all elements of a parameter. */
export const norm = (x: Expr): Expr => sqrt(sum(square(x)));

/** A ratio of norms where each of `positive` is above 0, else 1: the step stays as it is. */
export const trusted = (ratio: Expr, ...positive: [Expr, ...Expr[]]): Expr =>
  where(greater(positive.reduce(min), 0), ratio, 1);

/** 1 if a layer's own step size is asked for: with weight decay, or always. */
export const adaptsAt = (o: { weightDecay: number; alwaysAdapt: boolean }): number =>
  o.weightDecay !== 0 || o.alwaysAdapt ? 1 : 0;
