import type { Tensor } from '@tensorflow/tfjs-core';
import type { Expr } from '../program/expression.js';
import { checkGroups, type Groups } from '../units/groups.js';
import { type Include, sharedOptions } from './regularizer.js';

/** Options that all constraints share. */
export interface ConstraintOptions {
  /**
   * `'weights'` leaves out parameters of rank ≤ 1, which are biases and gains of norms;
   * `'all'` takes every parameter. Default `'weights'`.
   */
  include?: Include;
}

/** Options of the constraints that concern weights in groups. */
export interface GroupConstraintOptions extends ConstraintOptions {
  /** Which weights the constraint looks at together. Default `'output'`: all that lead into one unit. */
  groups?: Groups;
}

/** A constraint of this name, with its options. */
type Saved<Name extends string, Options> = { readonly constraint: Name } & Readonly<
  Options & { include: Include }
>;

/** The same of weights in groups. */
type SavedGroups<Name extends string, Options> = Saved<Name, Options & { groups: Groups }>;

/**
 * What rebuilds a constraint: its name and its options, as plain data that JSON can hold.
 * {@link restoreConstraint} takes it.
 */
export type SavedConstraint =
  | Saved<'box', { low: number; high: number }>
  | SavedGroups<'halfspace', { normal: readonly number[]; offset: number }>
  | SavedGroups<'hyperplane', { normal: readonly number[]; offset: number }>
  | SavedGroups<'l1Ball', { radius: number }>
  | SavedGroups<'l1Sphere', { radius: number }>
  | SavedGroups<'l2Ball', { radius: number }>
  | SavedGroups<'l2Sphere', { radius: number }>
  | SavedGroups<'maxNorm', { maxValue: number }>
  | SavedGroups<'minMaxNorm', { minValue: number; maxValue: number; rate: number }>
  | Saved<'nonNegative', object>
  | SavedGroups<'renorm', { maxValue: number }>
  | SavedGroups<'simplex', { total: number }>
  | SavedGroups<'unitNorm', object>;

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
 * The options that constraints on groups share, checked, with defaults filled in.
 *
 * @param others Names of the options that a constraint has beside them.
 */
export function groupOptions(
  where: string,
  options: GroupConstraintOptions,
  ...others: string[]
): Required<GroupConstraintOptions> {
  const { groups = 'output' } = options;
  checkGroups(where, groups);
  return { groups, ...sharedOptions(where, options, 'groups', ...others) };
}
