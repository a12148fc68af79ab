import type { Optimizer, OptimizerOptions } from '@nadir/core';
import { type Numeric, type OptionValues, type Transform, traceRule } from '@nadir/core';
import type { OptionValue, ParameterSelection } from '@nadir/core/internal';
import { fewShapes, manyShapes } from '../numbers.js';
import type { Tolerance } from '../tolerance.js';

/** Options of an optimizer, whichever it is. */
export type EntryOptions = OptimizerOptions & Readonly<Record<string, unknown>>;

/** Options of a rule, none of them common to all optimizers. */
export type OptionSet = Readonly<Record<string, Numeric | OptionValue>>;

type Shape = readonly number[];

/** An optimizer and what the laws need to know of it. */
export interface Entry {
  /** Base name of its source, test and golden file. */
  readonly name: string;
  readonly rule: Transform;
  create(parameters?: ParameterSelection<EntryOptions>, options?: EntryOptions): Optimizer;
  /** Options that make a loss fall, no schedules among them. The first set is empty, the last has the most. */
  readonly optionSets: readonly OptionSet[];
  /** Options that are refused, each with a part of the message. */
  readonly refused: readonly (readonly [options: EntryOptions, message: string])[];
  /**
   * Shapes of the three parameters of most laws, the first of them [4, 3], where it does not move vectors
   * and numbers. Default: a matrix, a vector, a number.
   */
  readonly shapes?: readonly Shape[];
  /**
   * Shapes on which it is held to the interpreter, with `cautious` on the last of them. Default: those at the borders
   * of what a kernel takes at once.
   */
  readonly comparedOn?: readonly Shape[];
  /**
   * Whether it is held to the interpreter with gradients of one size. Where a step depends on eigenvectors,
   * gradients that are small beside others are lost in the rounding of float32.
   */
  readonly evenGradients?: true;
  /** How far operations on matrices may be from the interpreter on any backend: as they amplify rounding. */
  readonly tolerance?: Exclude<Tolerance, 'exact'>;
  /**
   * Whether a step takes hundreds of operations. Then laws about many steps take fewer, and a slow device holds it to the
   * interpreter only.
   */
  readonly takesLong?: true;
  /** Whether an element stays where it is at a gradient of NaN, instead of becoming NaN. Default `false`. */
  readonly waitsAtNaN?: true;
  /** Whether its own steps can end at exact zeros, as with a penalty inside the rule. Default `false`. */
  readonly reachesZeros?: boolean;
}

/** An optimizer class, with its rule as a static field. */
interface OptimizerClass<Options extends OptimizerOptions> {
  readonly rule: Transform;
  new (parameters?: ParameterSelection<Options>, options?: Options): Optimizer<Options>;
}

/** What {@link entry} takes: an {@link Entry} with options of the class. */
interface EntryDefinition<Options extends OptimizerOptions>
  extends Omit<Entry, 'create' | 'optionSets' | 'rule'> {
  readonly optimizer: OptimizerClass<Options>;
  readonly optionSets: readonly (Options & OptionSet)[];
}

/** Makes an {@link Entry}; its options are those of the class. */
export function entry<Options extends OptimizerOptions>({
  optimizer,
  ...rest
}: EntryDefinition<Options>): Entry {
  return {
    ...rest,
    rule: optimizer.rule,
    // The laws make options at run time, where the classes want to know them beforehand.
    create: (parameters, options) =>
      new optimizer(
        parameters as ParameterSelection<Options>,
        options as Options,
      ) as unknown as Optimizer,
  };
}

/** The options that a set gives to its rule, the rule's defaults among them. */
export const optionsOf = ({ rule }: Entry, set: OptionSet): OptionSet => ({
  ...rule.defaults,
  ...set,
});

/** The set with the most options. */
export const richest = ({ optionSets }: Entry): OptionSet => optionSets.at(-1) as OptionSet;

/** Shapes of the three parameters of most laws. */
export const shapesOf = ({ shapes = fewShapes }: Entry): readonly Shape[] => shapes;

/** How many steps show what `steps` do: a quarter where each takes long. */
export const enoughSteps = ({ takesLong }: Entry, steps: number): number =>
  takesLong ? steps / 4 : steps;

/** Whether it moves vectors and numbers too. */
export const takesVectors = (one: Entry): boolean => shapesOf(one).some(({ length }) => length < 2);

/** Shapes on which it is held to the interpreter. */
export const comparedShapes = (one: Entry): readonly Shape[] =>
  one.comparedOn ?? (takesVectors(one) ? manyShapes : shapesOf(one));

/** The set with nothing and the set with the most, where all of them would tell no more. */
export const keySets = (one: Entry): readonly OptionSet[] => [
  ...new Set([one.optionSets[0] as OptionSet, richest(one)]),
];

/** Options of a rule that are numbers or schedules. */
export const numericOptions = ({ rule }: Entry): string[] =>
  Object.keys(rule.defaults).filter(
    (name) => typeof rule.defaults[name] === 'number' && !rule.fixed.includes(name),
  );

/** Whether an element moves by its own gradient alone, without a norm or a product of matrices. */
export const movesElementwise = (one: Entry, set: OptionSet, shape: Shape): boolean =>
  traceRule(one.rule, optionsOf(one, set) as OptionValues, shape).stages.length === 1;

/** Whether a parameter moves by its own gradients, whatever those of the others are. */
export const movesAlone = (one: Entry): boolean =>
  traceRule(one.rule, optionsOf(one, {}) as OptionValues).stages.every(
    ({ totals }) => totals.length === 0,
  );

/** A set in a test's title. */
export const titleOf = (set: OptionSet): string =>
  Object.entries(set)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'defaults';
