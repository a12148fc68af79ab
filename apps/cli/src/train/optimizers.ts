import type { OptionValues, Transform } from '@nadir/core';
import { OptionError } from '@nadir/core';
import { optimizers } from '@nadir/optim';

/** Names of the optimizers on the command line. */
export const optimizerNames: readonly string[] = Object.keys(optimizers);

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

/** The rule of an optimizer by its name on the command line. */
export const ruleOf = (name: string): Transform =>
  (optimizers[name] as { readonly rule: Transform }).rule;

/** Options of a rule when none is given. */
export const defaultsOf = (name: string) => {
  const { defaults } = ruleOf(name);
  const learningRate = startingRates[name];
  return learningRate === undefined ? defaults : { ...defaults, learningRate };
};

/** The option of some rules that is the number of examples in a step. */
export const batchOption = 'batchSize';

/** Options of a rule, with the number of examples in a step where it asks for that. */
export const withBatch = (options: OptionValues, batch: number): OptionValues =>
  batchOption in options ? { ...options, [batchOption]: batch } : options;

/** Whether a rule steps parameters of a shape. Some are for matrices only. */
export function takesShape(rule: Transform, shape: readonly number[]): boolean {
  try {
    rule.checkShape(shape, rule.name);
    return true;
  } catch (error) {
    if (error instanceof OptionError) return false;
    throw error;
  }
}
