import type { Tensor } from '@tensorflow/tfjs-core';
import type { Expr } from '../program/expression.js';
import { checkUnits, type Units } from '../units/units.js';
import { type Include, sharedOptions } from './regularizer.js';

/** Options that all constraints share. */
export interface ConstraintOptions {
  /**
   * `'weights'` leaves out parameters of rank ≤ 1, which are biases and gains of norms;
   * `'all'` takes every parameter. Default `'weights'`.
   */
  include?: Include;
}

/** Options of the constraints that concern the units of a weight. */
export interface UnitConstraintOptions extends ConstraintOptions {
  /** Which weights the constraint looks at together. Default `'output'`: all that lead into one output. */
  units?: Units;
}

/** A constraint of this name, with its options. */
type Saved<Name extends string, Options> = { readonly constraint: Name } & Readonly<
  Options & { include: Include }
>;

/** The same of the units of a weight. */
type SavedUnits<Name extends string, Options> = Saved<Name, Options & { units: Units }>;

/**
 * What rebuilds a constraint: its name and its options, as plain data that JSON can hold.
 * {@link restoreConstraint} takes it.
 */
export type SavedConstraint =
  | Saved<'box', { low: number; high: number }>
  | SavedUnits<'halfspace', { normal: readonly number[]; offset: number }>
  | SavedUnits<'hyperplane', { normal: readonly number[]; offset: number }>
  | SavedUnits<'l1Ball', { radius: number }>
  | SavedUnits<'l1Sphere', { radius: number }>
  | SavedUnits<'l2Ball', { radius: number }>
  | SavedUnits<'l2Sphere', { radius: number }>
  | SavedUnits<'maxNorm', { maxValue: number }>
  | SavedUnits<'minMaxNorm', { minValue: number; maxValue: number; rate: number }>
  | Saved<'nonNegative', object>
  | SavedUnits<'renorm', { maxValue: number }>
  | SavedUnits<'simplex', { total: number }>
  | SavedUnits<'unitNorm', object>;

/**
 * A set that weights are kept in: after each step they go to the nearest point of it.
 *
 * That is the proximal step of the penalty which is 0 inside of the set and infinite outside of it,
 * whatever the step size. An optimizer takes it as `constraint`, after the step of a penalty given as
 * `proximal`.
 */
export interface Constraint {
  readonly name: string;
  /** What rebuilds the constraint. One of your own may leave it out; then it cannot be saved. */
  readonly config?: SavedConstraint;

  /** Whether the constraint acts on a parameter, by its rank. */
  applies(parameter: Pick<Tensor, 'rank'>): boolean;

  /** Throws when no parameter of this shape can be kept in the set. `where` begins the message. */
  checkShape?(shape: readonly number[], where: string): void;

  /** The projection, on symbols: only in a rule. */
  project(w: Expr): Expr;
}

/** Makes a {@link Constraint} from its formula. */
export function makeConstraint(
  config: SavedConstraint,
  project: Constraint['project'],
  checkShape?: NonNullable<Constraint['checkShape']>,
): Constraint {
  return {
    name: config.constraint,
    config: Object.freeze(config),
    applies: ({ rank }) => config.include === 'all' || rank > 1,
    ...(checkShape !== undefined && { checkShape }),
    project,
  };
}

/**
 * The options that constraints on units share, checked, with defaults filled in.
 *
 * @param others Names of the options that a constraint has beside them.
 */
export function unitOptions(
  where: string,
  options: UnitConstraintOptions,
  ...others: string[]
): Required<UnitConstraintOptions> {
  const { units = 'output' } = options;
  checkUnits(where, units);
  return { units, ...sharedOptions(where, options, 'units', ...others) };
}
