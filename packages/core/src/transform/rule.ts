import type { Expr } from '../program/expression.js';
import type { StepNumbers } from '../program/tensor-op.js';

/** A pure function from the number of steps done before, 0 at first, to a value. */
export type Schedule = (step: number) => number;

/** A number, or a schedule that gives it at each step. */
export type Numeric = number | Schedule;

/** What an option of a rule can be once schedules are evaluated. */
export type OptionValue = number | boolean | string | readonly number[];

/** Options of a rule by name, schedules evaluated. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/**
 * Options as the structure of a rule may depend on them: of a number only whether it matters,
 * that is, whether it is a schedule or other than 0, unless it is fixed.
 */
export type Structure = Readonly<Record<string, boolean | string | number | readonly number[]>>;

/** What a slot is: how many numbers it has, and who shares it. */
export type SlotKind =
  /** A tensor of the shape of the parameter. */
  | 'elements'
  /** The same, of whole numbers from 0 to 255. Between steps several are kept in one number. */
  | 'bytes'
  /** One number for each parameter, which stays on the device. */
  | 'number'
  /** One number for all parameters together, which stays on the device. */
  | 'shared'
  /** A tensor of another shape, which {@link TensorOp}s read and write. */
  | 'tensor';

/**
 * The option that tells the steps of the group, at which schedules are evaluated. It is there beside the
 * rule's own options, and only a link with arguments that are schedules ({@link bind}) asks for it.
 */
export const groupStep = 'groupStep';

/** A piece of state that a rule keeps. */
export interface Slot {
  readonly name: string;
  readonly kind: SlotKind;
  readonly shape: readonly number[];
  /** Whether it holds gradients that wait: rows in which it is not 0 have one, for a rule that is rowwise. */
  readonly holdsGradients?: boolean;
  /** What it holds before the first step: a number, or a copy of the parameter. */
  readonly initial: 'param' | ((options: OptionValues) => number);
}

/**
 * An update rule: a pure function from symbols to symbols, with all that a step needs to know.
 * Written with {@link defineRule}.
 */
export interface Rule {
  readonly name: string;
  /** The rules that it applies in turn, if it is a chain. */
  readonly links?: readonly Rule[];
  /** Value of each option when it is not given. */
  readonly defaults: OptionValues;
  /**
   * Options that were given with the rule, numbers or schedules. They take the place of its defaults, also
   * of those that other links of a chain have; `defaults` has them as they are at step 0.
   */
  readonly given?: Readonly<Record<string, Numeric>>;
  /** Options that are counts and sizes: numbers, never schedules, which the structure may depend on. */
  readonly fixed: readonly string[];
  /** The state kept for a parameter of this shape. */
  state(structure: Structure, shape: readonly number[]): readonly Slot[];
  /** Names of 0-D tensors, the same for all parameters, that a step must be given. */
  readonly broadcasts: readonly string[];
  /** Whether {@link update} depends on the shape of the parameter. */
  readonly dependsOnShape: boolean;
  /**
   * Whether a step changes only those rows of a parameter, and of its state, that have a gradient: the
   * rows that it names, and those with an element other than 0.
   */
  readonly rowwise: boolean;
  /** Throws when a value is outside its range. `where` begins the message. */
  check(options: OptionValues, where: string): void;
  /** Throws when a parameter of this shape cannot be stepped. `where` begins the message and names it. */
  checkShape(shape: readonly number[], where: string): void;
  /** Numbers that the host keeps for each parameter, as they are before the first step. */
  initialMemory(options: OptionValues): StepNumbers;
  /** Those numbers at step t, from what they were before it. */
  remember(options: OptionValues, t: number, memory: StepNumbers): StepNumbers;
  /** The numbers of step t = 1, 2, … of a parameter, computed on the host in float64. */
  scalars(options: OptionValues, t: number, memory: StepNumbers): StepNumbers;
  /** Integers of step t, as random bits need them. */
  integers(options: OptionValues, t: number): StepNumbers;
  /** The formula: new values for `param`, `grad` or state, from old ones. What it leaves out stays. */
  update(
    tensors: Readonly<Record<string, Expr>>,
    scalars: Readonly<Record<string, Expr>>,
    structure: Structure,
    shape: readonly number[],
    integers: Readonly<Record<string, Expr<'integer'>>>,
  ): Readonly<Record<string, Expr | Expr<'tensor'>>>;
  /** Other formulas on the same symbols, by name: {@link furtherUpdate}. */
  readonly further: Readonly<Record<string, Rule['update']>>;
}
