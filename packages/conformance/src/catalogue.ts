import {
  Adam,
  AdamW,
  adam,
  adamW,
  type Optimizer,
  type OptimizerOptions,
  type Parameters,
  RMSprop,
  rmsprop,
  SGD,
  sgd,
} from '@nadir/core';
import type { Numeric, OptionValue, Rule } from '@nadir/core/program';

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
}

/** Makes an {@link Entry}; its options are those of the class. */
function entry<Options extends OptimizerOptions>(
  name: string,
  rule: Rule,
  optimizer: new (parameters?: Parameters<Options>, options?: Options) => Optimizer<Options>,
  optionSets: readonly (Options & OptionSet)[],
  refused: Entry['refused'],
): Entry {
  return {
    name,
    rule,
    // The laws make options at run time, where the classes want to know them beforehand.
    create: (parameters, options) =>
      new optimizer(parameters as Parameters<Options>, options as Options) as unknown as Optimizer,
    optionSets,
    refused,
  };
}

const refusedMoments: Entry['refused'] = [
  [{ learningRate: -1 }, 'learningRate: got -1'],
  [{ learningRate: Infinity }, 'learningRate: got Infinity'],
  [{ learningRate: '0.1' }, 'learningRate: got "0.1"'],
  [{ beta1: 1 }, 'beta1: got 1, expected a number in [0, 1)'],
  [{ beta1: -0.1 }, 'beta1: got -0.1'],
  [{ beta2: 1 }, 'beta2: got 1, expected a number in [0, 1)'],
  [{ beta2: -1 }, 'beta2: got -1'],
  [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
  [{ epsilon: -1e-8 }, 'epsilon: got -1e-8'],
  [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
  [{ weightDecay: Infinity }, 'weightDecay: got Infinity'],
  [{ amsgrad: 1 }, 'amsgrad: got 1'],
];

/** Every optimizer of `@nadir/core`. */
export const catalogue: readonly Entry[] = [
  entry(
    'sgd',
    sgd,
    SGD,
    [
      {},
      { learningRate: 0.1 },
      { learningRate: 0.05, weightDecay: 0.1 },
      { learningRate: 0.1, momentum: 0.9 },
      { learningRate: 0.1, momentum: 0.8, dampening: 0.5 },
      { learningRate: 0.05, momentum: 0.9, dampening: 1 },
      { learningRate: 0.1, momentum: 0.9, momentumForm: 'ema' },
      { learningRate: 0.05, momentum: 0.9, momentumForm: 'ema', nesterov: true },
      { learningRate: 0.1, momentum: 0.7, momentumForm: 'ema', biasCorrection: true },
      { learningRate: 0.05, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
    ],
    [
      [{ learningRate: -1 }, 'learningRate: got -1'],
      [{ learningRate: Infinity }, 'learningRate: got Infinity'],
      [{ learningRate: '0.1' }, 'learningRate: got "0.1"'],
      [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
      [{ momentum: -0.9 }, 'momentum: got -0.9'],
      [{ momentum: 0.9, dampening: 1.5 }, 'dampening: got 1.5, expected a number in [0, 1]'],
      [{ momentum: 0.9, dampening: -0.5 }, 'dampening: got -0.5'],
      [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
      [{ nesterov: true }, 'nesterov: got momentum 0 and dampening 0'],
      [{ nesterov: true, momentum: 0.9, dampening: 0.1 }, 'nesterov: got momentum 0.9'],
      [{ nesterov: 'yes' }, 'nesterov: got "yes"'],
      [{ momentumForm: 'keras' }, "momentumForm: got \"keras\", expected 'torch' or 'ema'"],
      [{ momentum: 0.9, momentumForm: 'ema', dampening: 0.5 }, 'dampening: got 0.5'],
      [{ momentum: 0.9, biasCorrection: true }, 'biasCorrection: got true'],
    ],
  ),
  entry(
    'rmsprop',
    rmsprop,
    RMSprop,
    [
      {},
      { learningRate: 0.02, alpha: 0.9 },
      { learningRate: 0.01, weightDecay: 0.1, epsilon: 1e-3 },
      { learningRate: 0.01, momentum: 0.9 },
      { learningRate: 0.02, centered: true },
      { learningRate: 0.01, centered: true, momentum: 0.5 },
      { learningRate: 0.02, alpha: 0.95, epsilonInsideRoot: true },
      {
        learningRate: 0.01,
        alpha: 0.95,
        epsilon: 1e-6,
        weightDecay: 0.01,
        momentum: 0.8,
        centered: true,
        epsilonInsideRoot: true,
      },
    ],
    [
      [{ learningRate: -1 }, 'learningRate: got -1'],
      [{ learningRate: Infinity }, 'learningRate: got Infinity'],
      [{ alpha: 1 }, 'alpha: got 1, expected a number in [0, 1)'],
      [{ alpha: -0.1 }, 'alpha: got -0.1'],
      [{ epsilon: 0 }, 'epsilon: got 0, expected a finite number > 0'],
      [{ weightDecay: -0.1 }, 'weightDecay: got -0.1'],
      [{ momentum: 1 }, 'momentum: got 1, expected a number in [0, 1)'],
      [{ momentum: -0.5 }, 'momentum: got -0.5'],
      [{ centered: 1 }, 'centered: got 1'],
      [{ epsilonInsideRoot: 'no' }, 'epsilonInsideRoot: got "no"'],
    ],
  ),
  entry(
    'adam',
    adam,
    Adam,
    [
      {},
      { learningRate: 0.05 },
      { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
      { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
      { learningRate: 0.05, weightDecay: 0.1 },
      { learningRate: 0.05, weightDecay: 0.1, decoupledWeightDecay: true },
      { learningRate: 0.05, beta2: 0.5, amsgrad: true },
      {
        learningRate: 0.05,
        beta1: 0.7,
        beta2: 0.9,
        epsilon: 1e-6,
        weightDecay: 0.01,
        decoupledWeightDecay: true,
        amsgrad: true,
      },
    ],
    [...refusedMoments, [{ decoupledWeightDecay: 0 }, 'decoupledWeightDecay: got 0']],
  ),
  entry(
    'adamw',
    adamW,
    AdamW,
    [
      {},
      { learningRate: 0.05 },
      { learningRate: 0.05, beta1: 0.8, beta2: 0.95 },
      { learningRate: 0.05, beta1: 0, epsilon: 1e-3 },
      { learningRate: 0.05, weightDecay: 0 },
      { learningRate: 0.05, weightDecay: 0.1 },
      { learningRate: 0.05, beta2: 0.5, amsgrad: true },
      {
        learningRate: 0.05,
        beta1: 0.7,
        beta2: 0.9,
        epsilon: 1e-6,
        weightDecay: 0.2,
        amsgrad: true,
      },
    ],
    refusedMoments,
  ),
];

/** The options that a set gives to its rule, the rule's defaults among them. */
export const optionsOf = ({ rule }: Entry, set: OptionSet): OptionSet => ({
  ...rule.defaults,
  ...set,
});

/** The set with the most options. */
export const richest = ({ optionSets }: Entry): OptionSet => optionSets.at(-1) as OptionSet;

/** Options of a rule that are numbers. */
export const numericOptions = ({ rule }: Entry): string[] =>
  Object.keys(rule.defaults).filter((name) => typeof rule.defaults[name] === 'number');

/** A set in a test's title. */
export const titleOf = (set: OptionSet): string =>
  Object.entries(set)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'defaults';
