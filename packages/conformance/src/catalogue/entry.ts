import type { Optimizer, OptimizerOptions, Parameters } from '@nadir/core';
import {
  type Numeric,
  type OptionValue,
  type OptionValues,
  type Rule,
  traceRule,
} from '@nadir/core/program';

/** Options of an optimizer, whichever it is. */
export type EntryOptions = OptimizerOptions & Readonly<Record<string, unknown>>;

/** Options of a rule, none of them common to all optimizers. */
export type OptionSet = Readonly<Record<string, Numeric | OptionValue>>;

/** An optimizer and what the laws need to know of it. */
export interface Entry {
  /** Base name of its source, test and golden file. */
  readonly name: string;
  readonly rule: Rule;
  create(parameters?: Parameters<EntryOptions>, options?: EntryOptions): Optimizer;
  /** Options that make a loss fall, no schedules among them. The first set is empty, the last has the most. */
  readonly optionSets: readonly OptionSet[];
  /** Options that are refused, each with a part of the message. */
  readonly refused: readonly (readonly [options: EntryOptions, message: string])[];
  /** Whether its own steps can end at exact zeros, as with a penalty inside the rule. Default `false`. */
  readonly reachesZeros?: boolean;
}

/** What {@link entry} takes: an {@link Entry} with options of the class. */
interface EntryDefinition<Options extends OptimizerOptions>
  extends Omit<Entry, 'create' | 'optionSets'> {
  readonly optimizer: new (
    parameters?: Parameters<Options>,
    options?: Options,
  ) => Optimizer<Options>;
  readonly optionSets: readonly (Options & OptionSet)[];
}

/** Makes an {@link Entry}; its options are those of the class. */
export function entry<Options extends OptimizerOptions>({
  optimizer,
  ...rest
}: EntryDefinition<Options>): Entry {
  return {
    ...rest,
    // The laws make options at run time, where the classes want to know them beforehand.
    create: (parameters, options) =>
      new optimizer(parameters as Parameters<Options>, options as Options) as unknown as Optimizer,
  };
}

/** The options that a set gives to its rule, the rule's defaults among them. */
export const optionsOf = ({ rule }: Entry, set: OptionSet): OptionSet => ({
  ...rule.defaults,
  ...set,
});

/** The set with the most options. */
export const richest = ({ optionSets }: Entry): OptionSet => optionSets.at(-1) as OptionSet;

/** The set with nothing and the set with the most, where all of them would tell no more. */
export const keySets = (one: Entry): readonly OptionSet[] => [
  one.optionSets[0] as OptionSet,
  richest(one),
];

/** Options of a rule that are numbers. */
export const numericOptions = ({ rule }: Entry): string[] =>
  Object.keys(rule.defaults).filter((name) => typeof rule.defaults[name] === 'number');

/** Whether an element moves by its own gradient alone, without a norm or a product of matrices. */
export const movesElementwise = (one: Entry, set: OptionSet): boolean =>
  traceRule(one.rule, optionsOf(one, set) as OptionValues).stages.length === 1;

/** A set in a test's title. */
export const titleOf = (set: OptionSet): string =>
  Object.entries(set)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'defaults';
