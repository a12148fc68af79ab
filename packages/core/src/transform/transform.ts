import type { Expr } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';
import type { RowFinder } from '../sparse/row-finder.js';
import type { SavedGuard } from '../state/named.js';
import type { GivenOptions, OptionValues, Structure } from './options.js';
import type { Slot } from './slot.js';

/** What the host knows of a step beside its options. */
export interface StepInfo {
  /** Steps of the parameter, counted from 1: this one included. */
  readonly t: number;
  /** Steps that the group has done before, 0 at first: schedules are evaluated at it. */
  readonly groupStep: number;
  /** Factor that the loss was multiplied by. */
  readonly lossScale: number;
  /** Micro-batches whose mean the step takes, where the optimizer lets them wait. */
  readonly microBatches?: number | undefined;
  /** Numbers that the host keeps for the parameter. */
  readonly memory: StepNumbers;
}

/** What a formula knows beside tensors and scalars. */
export interface UpdateContext {
  /** The options, as far as the structure of the formula may depend on them. */
  readonly static: Structure;
  /** Shape of the parameter. It matters to transforms with {@link Transform.dependsOnShape}. */
  readonly shape: readonly number[];
  /** Integers of the step for random bits, and `parameterIndex`. */
  readonly random: Readonly<Record<string, Expr<'integer'>>>;
  /** 1 in rows that have a gradient, else 0, of a rule that is rowwise. */
  readonly touched: Expr | undefined;
}

/** A formula: new values for `param`, `grad` or state, from old ones. What it leaves out stays. */
export type Update = (
  tensors: Readonly<Record<string, Expr>>,
  scalars: Readonly<Record<string, Expr>>,
  context: UpdateContext,
) => Readonly<Record<string, Expr | Expr<'tensor'>>>;

/**
 * A pure function from symbols to symbols, with all that a step needs to know: its state, its options and their
 * checks, and the numbers that the host computes. Written with {@link defineTransform}, composed by {@link chain}.
 *
 * A transform that moves the parameter is a rule, which an {@link Optimizer} runs.
 */
export interface Transform {
  readonly name: string;
  /** What rebuilds it where an optimizer is given it as an option. */
  readonly config?: SavedGuard | undefined;
  /** What it applies in turn: the transforms of a chain, or itself alone. */
  readonly transforms: readonly Transform[];
  /** Value of each option when it is not given. */
  readonly defaults: OptionValues;
  /**
   * Options that were given with the transform, numbers or schedules. They take the place of its defaults, also
   * of those that other transforms of a chain have; `defaults` has them as they are at step 0.
   */
  readonly given: GivenOptions;
  /** Options that are counts and sizes: numbers, never schedules, which the structure may depend on. */
  readonly fixed: readonly string[];
  /** Names of 0-D tensors, the same for all parameters, that a step must be given. */
  readonly broadcasts: readonly string[];
  /** Whether {@link update} or the state depends on the shape of the parameter. */
  readonly dependsOnShape: boolean;
  /**
   * What finds the rows of a rule whose step changes only those of a parameter, and of its state, that have a
   * gradient: the rows that it names, and those with an element other than 0. {@link rowwise} makes such a rule.
   */
  readonly rows: RowFinder | undefined;
  /** Whether it is a step, or one of the further updates of a rule, which need not move the parameter. */
  readonly isStep: boolean;
  /** The state kept for a parameter of this shape. */
  state(structure: Structure, shape: readonly number[]): readonly Slot[];
  /** Throws when a value is outside its range. `where` begins the message. */
  check(options: OptionValues, where: string): void;
  /** Throws when a parameter of this shape cannot be stepped. `where` begins the message and names it. */
  checkShape(shape: readonly number[], where: string): void;
  /** Numbers that the host keeps for each parameter, as they are before the first step. */
  initialMemory(options: OptionValues, groupStep: number): StepNumbers;
  /** Those numbers at a step, from what they were before it. */
  remember(options: OptionValues, step: StepInfo): StepNumbers;
  /** The numbers of a step of a parameter, computed on the host in float64. */
  scalars(options: OptionValues, step: StepInfo): StepNumbers;
  /** Integers of a step, as random bits need them. */
  random(options: OptionValues, step: StepInfo): StepNumbers;
  /** The formula. */
  readonly update: Update;
  /** Other formulas on the same symbols, by name: {@link furtherUpdate}. */
  readonly further: Readonly<Record<string, Update>>;
}

/** The first step of a parameter, as its transform sees it where only names or structure count. */
export const firstStep = (memory: StepNumbers): StepInfo => ({
  t: 1,
  groupStep: 0,
  lossScale: 1,
  memory,
});

/** Names of the scalars that a transform computes, and of its integers: they do not depend on their values. */
export function numberNames(transform: Transform): { scalars: string[]; random: string[] } {
  const { defaults } = transform;
  const first = firstStep(transform.initialMemory(defaults, 0));
  return {
    scalars: Object.keys(transform.scalars(defaults, first)),
    random: Object.keys(transform.random(defaults, first)),
  };
}
