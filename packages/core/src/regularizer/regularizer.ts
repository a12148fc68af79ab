import { add, type Scalar, scalar, type Tensor, tidy } from '@tensorflow/tfjs-core';
import { checkNames, checkWord } from '../check.js';
import type { Expr, Operand } from '../program/expression.js';
import type { Units } from '../units/units.js';

/** Which parameters a penalty or constraint acts on: those of rank ≥ 2, or every one. */
export type Include = 'weights' | 'all';

/** Options that all penalties share. */
export interface RegularizerOptions {
  /**
   * `'weights'` leaves out parameters of rank ≤ 1, which are biases and gains of norms;
   * `'all'` takes every parameter. Default `'weights'`.
   */
  include?: Include;
}

/** A penalty of this name, with its options. */
type Saved<Name extends string, Options> = { readonly regularizer: Name } & Readonly<Options>;

/**
 * What rebuilds a penalty: its name and its options, as plain data that JSON can hold.
 * {@link restoreRegularizer} takes it.
 */
export type SavedRegularizer =
  | Saved<'elasticNet', { l1: number; l2: number; include: Include }>
  | Saved<'groupLasso', { lambda: number; l1: number; units: Units; include: Include }>
  | Saved<'l0', { lambda: number; include: Include }>
  | Saved<'l1', { lambda: number; include: Include }>
  | Saved<'l2', { lambda: number; include: Include }>
  | Saved<'nuclearNorm', { lambda: number }>
  | Saved<'orthogonal', { lambda: number }>
  | Saved<'orthogonalDirections', { lambda: number; units: 'output' | 'input' }>
  | Saved<'spectral', { lambda: number; iterations: number }>
  | Saved<'srip', { lambda: number; iterations: number }>;

/** A penalty R on the size of parameters, to add to a loss. */
export interface Penalty {
  readonly name: string;
  /** What rebuilds the penalty. A penalty of your own may leave it out; then it cannot be saved. */
  readonly config?: SavedRegularizer;

  /** Whether the penalty acts on a parameter, by its rank. */
  applies(parameter: Pick<Tensor, 'rank'>): boolean;

  /**
   * The sum of R over those parameters that it applies to, to add to a loss.
   *
   * A float32 scalar that the caller owns, 0 if it applies to none. TensorFlow.js differentiates it.
   */
  penalty(parameters: Iterable<Tensor>): Scalar;
}

/** A {@link Penalty} whose gradient an optimizer can add inside its kernel, as `regularizer`. */
export interface GradientPenalty extends Penalty {
  /** The gradient of R, on symbols; where R has a kink, the subgradient of least size. */
  gradient(w: Expr): Expr;
}

/** A {@link Penalty} whose proximal step can follow that of an optimizer, as `proximal`. */
export interface ProximalPenalty extends Penalty {
  /**
   * The proximal operator, on symbols:
   *
   *     argmin over z of ½ ‖z − w‖² + step · R(z)
   *
   * @param step Step size ≥ 0, the learning rate of a proximal gradient step.
   */
  proximal(w: Expr, step: Operand): Expr;
}

/**
 * A penalty R on the size of parameters, in the three forms in which training can use it.
 *
 * Use one of them for a parameter, not two: `penalty` in the loss and `gradient` in an optimizer's
 * group would count it twice. `penalty` takes any tensors, so it penalizes the outputs of a layer as
 * well as parameters: `l1(1e-4, { include: 'all' }).penalty([activations])`. That is a sum over the batch;
 * Keras divides such a penalty by the number of examples.
 */
export interface Regularizer extends GradientPenalty, ProximalPenalty {}

/** What a penalty says by itself; {@link makeRegularizer} adds what all penalties share. */
type Definition<Forms> = Forms & {
  readonly config: SavedRegularizer;
  /** R of one tensor, in differentiable ops. */
  penaltyOf(w: Tensor): Tensor;
};

/** The forms of a penalty on symbols. */
interface SymbolForms {
  gradient?(w: Expr): Expr;
  proximal?(w: Expr, step: Operand): Expr;
}

/** Makes a {@link Penalty} from its formulas, with those forms on symbols that it has. */
export function makeRegularizer<Forms extends SymbolForms>(
  definition: Definition<Forms>,
): Penalty & Omit<Definition<Forms>, 'penaltyOf'> {
  const { penaltyOf, ...forms } = definition;
  const config = Object.freeze(definition.config);
  const include = 'include' in config ? config.include : 'weights';
  const applies = ({ rank }: Pick<Tensor, 'rank'>) => include === 'all' || rank > 1;
  return {
    ...forms,
    name: config.regularizer,
    config,
    applies,
    penalty: (parameters) =>
      tidy(() => {
        const terms = [...parameters].filter(applies).map((w) => penaltyOf(w));
        return terms.length === 0 ? scalar(0) : (terms.reduce((a, b) => add(a, b)) as Scalar);
      }),
  };
}

/**
 * The options that all penalties and constraints share, checked, with defaults filled in.
 *
 * @param others Names of the options that one has beside them.
 */
export function sharedOptions(
  where: string,
  options: RegularizerOptions,
  ...others: string[]
): Required<RegularizerOptions> {
  checkNames(where, options, ['include', ...others]);
  const { include = 'weights' } = options;
  checkWord(where, { include }, 'include', ['weights', 'all']);
  return { include };
}
