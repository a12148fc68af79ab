import { add, type Scalar, scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkNames, checkWord } from '../check.js';
import type { Expr, Operand } from '../program/index.js';

/** Which parameters a penalty acts on: those of rank ≥ 2, or every one. */
export type Include = 'weights' | 'all';

/** Options that all penalties share. */
export interface RegularizerOptions {
  /**
   * `'weights'` leaves out parameters of rank ≤ 1, which are biases and gains of norms;
   * `'all'` takes every parameter. Default `'weights'`.
   */
  include?: Include;
}

/**
 * What rebuilds a penalty: its name and its options, as plain data that JSON can hold.
 * {@link restoreRegularizer} takes it.
 */
export type SavedRegularizer =
  | { readonly regularizer: 'l1'; readonly lambda: number; readonly include: Include }
  | { readonly regularizer: 'l2'; readonly lambda: number; readonly include: Include }
  | {
      readonly regularizer: 'elasticNet';
      readonly l1: number;
      readonly l2: number;
      readonly include: Include;
    };

/**
 * A penalty R on the size of parameters, in the three forms in which training can use it.
 *
 * Use one of them for a parameter, not two: `penalty` in the loss and `gradient` in an optimizer's
 * group would count it twice.
 */
export interface Regularizer {
  readonly name: string;
  /** What rebuilds the penalty. A penalty of your own may leave it out; then it cannot be saved. */
  readonly config?: SavedRegularizer;

  /** Whether the penalty acts on a parameter, by its rank. */
  applies(parameter: Pick<Tensor, 'rank'>): boolean;

  /**
   * The sum of R over the elements of those parameters that it applies to, to add to a loss.
   *
   * A float32 scalar that the caller owns, 0 if it applies to none. TensorFlow.js differentiates it.
   */
  penalty(parameters: Iterable<Tensor>): Scalar;

  /** R'(w) for each element, on symbols; where R has a kink, the subgradient of least size. */
  gradient(w: Expr): Expr;

  /**
   * The proximal operator for each element, on symbols:
   *
   *     argmin over z of ½ (z − w)² + step · R(z)
   *
   * @param step Step size ≥ 0, the learning rate of a proximal gradient step.
   */
  proximal(w: Expr, step: Operand): Expr;
}

/** What a penalty says by itself; {@link makeRegularizer} adds what all penalties share. */
interface Definition {
  readonly config: SavedRegularizer;
  /** R of one tensor, a sum over its elements, in differentiable ops. */
  penaltyOf(w: Tensor): Tensor;
  gradient(w: Expr): Expr;
  proximal(w: Expr, step: Operand): Expr;
}

/** Makes a {@link Regularizer} from its formulas. */
export function makeRegularizer(definition: Definition): Regularizer {
  const { penaltyOf, gradient, proximal } = definition;
  const config = Object.freeze(definition.config);
  const applies = ({ rank }: Pick<Tensor, 'rank'>) => config.include === 'all' || rank > 1;
  return {
    name: config.regularizer,
    config,
    applies,
    gradient,
    proximal,
    penalty: (parameters) =>
      tidy(() => {
        const terms = [...parameters].filter(applies).map(penaltyOf);
        return terms.length === 0 ? scalar(0) : (terms.reduce((a, b) => add(a, b)) as Scalar);
      }),
  };
}

/** The options that all penalties share, checked, with defaults filled in. */
export function sharedOptions(
  where: string,
  options: RegularizerOptions,
): Required<RegularizerOptions> {
  checkNames(where, options, ['include']);
  const { include = 'weights' } = options;
  checkWord(where, { include }, 'include', ['weights', 'all']);
  return { include };
}
