import { rules } from '@nadir/core';
import type { Rule } from '@nadir/core/program';

/** Names of the optimizers on the command line. */
export const optimizerNames: readonly string[] = Object.keys(rules);

/**
 * Learning rates to begin with where the rule's own default, meant for long trainings of large
 * models, would take hundreds of epochs on the small ones here. Other rules keep their default.
 */
const startingRates: Readonly<Record<string, number>> = {
  adam: 5e-3,
  adamw: 5e-3,
  rmsprop: 2e-3,
  sgd: 0.1,
};

/** The optimizer of parameters whose shape the chosen one does not take. */
export const otherName = 'adamw';

/** Options of a rule when none is given. */
export const defaultsOf = (name: string) => {
  const { defaults } = rules[name] as Rule;
  const learningRate = startingRates[name];
  return learningRate === undefined ? defaults : { ...defaults, learningRate };
};
