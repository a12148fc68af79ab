import { chain, RuleInterpreter, type Transform } from '@nadir/core';
import { SGD } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import { addPenaltyGradient, proximalStep } from '@nadir/optim/transforms';
import { features, gradientAt } from './problem.js';

/** What the reader sets. */
export interface Settings {
  /** Strength λ of the penalties. */
  readonly lambda: number;
  /** Step size γ. */
  readonly learningRate: number;
}

/** Settings at first, and between what they lie. */
export const lambda = { min: 0.001, max: 2, initial: 0.2, log: true } as const;
export const learningRate = { min: 0.02, max: 0.3, initial: 0.1, log: true } as const;

/** The settings that the figure shows first. */
export const initial: Settings = {
  lambda: lambda.initial,
  learningRate: learningRate.initial,
};

/** What is drawn. */
export const domain = { feature: [0.25, 20.75], weight: [-1.4, 1.9] } as const;

/** Steps that are taken from weights of 0.5. */
export const steps = 200;

/** Below this size a weight that is not 0 counts as almost 0. */
export const almost = 0.05;

/** The three ways to penalize. */
export const ways = ['proximal', 'subgradient', 'ridge'] as const;

/** One of them: L1 by its proximal step, L1 by its gradient, L2 by its gradient. */
export type Way = (typeof ways)[number];

/** The weights after the steps, and how many of them are 0. */
export interface Outcome {
  readonly weights: readonly number[];
  readonly zeros: number;
  /** Those that are not 0, and smaller than {@link almost}. */
  readonly almostZeros: number;
}

/** What each way makes of the weights. */
export const outcomesOf = (settings: Settings): Readonly<Record<Way, Outcome>> => ({
  proximal: outcomeOf('proximal', settings),
  subgradient: outcomeOf('subgradient', settings),
  ridge: outcomeOf('ridge', settings),
});

const rules: Readonly<Record<Way, (lambda: number) => Transform>> = {
  proximal: (lambda) => chain('SGD', SGD.rule, proximalStep(l1(lambda))),
  subgradient: (lambda) => chain('SGD', addPenaltyGradient(l1(lambda)), SGD.rule),
  ridge: (lambda) => chain('SGD', addPenaltyGradient(l2(lambda)), SGD.rule),
};

/** What one way makes of the weights. */
export const outcomeOf = (way: Way, settings: Settings): Outcome =>
  train(rules[way](settings.lambda), settings);

function train(rule: Transform, { learningRate }: Settings): Outcome {
  const start = new Array<number>(features).fill(0.5);
  const interpreter = new RuleInterpreter(rule, [{ shape: [features], values: start }], 'float64');
  const options = { ...rule.defaults, learningRate };
  const weights = () => interpreter.parameters[0]?.param ?? [];
  for (let step = 0; step < steps; step++) interpreter.step([gradientAt(weights())], () => options);
  const all = Array.from(weights());
  const zeros = all.filter((weight) => weight === 0).length;
  const small = all.filter((weight) => Math.abs(weight) < almost).length;
  return { weights: all, zeros, almostZeros: small - zeros };
}
