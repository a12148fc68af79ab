import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { Expr, Operand } from '../program/expression.js';

/**
 * What rebuilds a penalty or constraint: its name and its options, as plain data that JSON can hold.
 * `restoreRegularizer` of `@nadir/optim/regularizers` takes it.
 */
export interface SavedRegularizer {
  readonly regularizer: string;
  readonly [option: string]: unknown;
}

/** The forms in which training can use a function R of parameters. */
export interface RegularizerForms {
  /**
   * The sum of R over those parameters that it applies to, to add to a loss.
   *
   * A float32 scalar that the caller owns, 0 if it applies to none. TensorFlow.js differentiates it.
   */
  penalty(parameters: Iterable<Tensor>): Scalar;

  /**
   * The gradient of R, on symbols; where R has a kink, the subgradient of least size. An optimizer adds it
   * inside its kernel, as `regularizer`.
   */
  gradient(w: Expr): Expr;

  /**
   * The proximal operator of R, on symbols. An optimizer applies it after its step, as `proximal`:
   *
   *     argmin over z of ½ ‖z − w‖² + step · R(z)
   *
   * @param step Step size ≥ 0, the learning rate of a proximal gradient step.
   */
  proximal(w: Expr, step: Operand): Expr;
}

/** What a function R of parameters says of itself, whatever its forms. */
interface Described {
  readonly name: string;
  /** What rebuilds it. One of your own may leave it out; then it cannot be saved. */
  readonly config?: SavedRegularizer;
  /**
   * Whether R is 0 inside of a set and infinite outside of it. The proximal operator is then the projection
   * onto the set, whatever the step size. Default `false`.
   */
  readonly isConstraint?: boolean;
  /** What takes it into the step of an optimizer: a `Penalizing`, which {@link defineRegularizer} puts here. */
  readonly penalizing: object;

  /** Whether R concerns a parameter, by its rank. */
  applies(parameter: Pick<Tensor, 'rank'>): boolean;

  /** Throws when R cannot concern a parameter of this shape. `where` begins the message. */
  checkShape?(shape: readonly number[], where: string): void;
}

/**
 * A function R of parameters that training keeps small: a penalty, or a {@link Constraint}.
 *
 * It has those of the three {@link RegularizerForms} that its type names, all of them by default:
 * `Regularizer<'gradient'>` is what the option `regularizer` of an optimizer takes, `Regularizer<'proximal'>`
 * what `proximal` takes.
 *
 * Use one form for a parameter, not two: `penalty` in the loss and `gradient` in an optimizer's group would
 * count it twice. `penalty` takes any tensors, so it penalizes the outputs of a layer as well as parameters:
 * `l1(1e-4, { include: 'all' }).penalty([activations])`. That is a sum over the batch; Keras divides such a
 * penalty by the number of examples.
 */
export type Regularizer<Forms extends keyof RegularizerForms = keyof RegularizerForms> = Described &
  Pick<RegularizerForms, Forms>;

/** A set that parameters are kept in: after each step they go to the nearest point of it. */
export type Constraint = Regularizer<'proximal'> & { readonly isConstraint: true };
