import type { Tensor, Variable } from '@tensorflow/tfjs-core';
import type { Expr } from '../program/expression.js';
import type { Slot } from '../transform/slot.js';
import type { Gradient, SparseGradient } from './sparse-gradient.js';

/** A parameter in the step that is under way. */
export interface Rowed {
  readonly variable: Variable;
  grad: Gradient | undefined;
  /** How often the gradient names each row, float32 `[rows]`. */
  namedRows: Tensor | undefined;
}

/**
 * How a step finds the rows that have a gradient. A rule that is `rowwise` brings it; a bundle without such a rule has
 * none of it.
 */
export interface RowFinder {
  /** 1 in rows that have a gradient, as these are before clipping and all else, and 0 elsewhere. */
  touched(inputs: Readonly<Record<string, Expr>>, slots: readonly Slot[]): Expr;
  /** A new value in rows that were touched, and the old one elsewhere. */
  within(touched: Expr, next: Expr, old: Expr): Expr;
  /** Runs an action and remembers the rows that it looks up for as long. */
  remembering<T>(action: () => T): T;
  /**
   * Makes tensors of a sparse gradient and of the rows that it or the action under way has named. The caller runs it in `tidy`.
   */
  name(parameter: Rowed): void;
  /** @throws {@link TensorError} when a sparse gradient does not fit its parameter. */
  check(where: string, name: string, variable: Variable, gradient: SparseGradient): void;
}
