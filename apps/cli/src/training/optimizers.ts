import {
  Optimizer,
  OptionError,
  type OptionValues,
  type Schedule,
  type Transform,
} from '@nadir/core';
import { MultiOptimizer, optimizers } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import type { Variable } from '@tensorflow/tfjs-core';
import { batchOption, type Options } from './options.js';
import { makeSchedule } from './schedules.js';

/** The rule of an optimizer, by the name of its file. */
export function ruleOf(name: string): Transform {
  const found = optimizers[name];
  if (found === undefined)
    throw new Error(`ruleOf: got ${name}, expected the name of an optimizer.`);
  return found.rule;
}

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

/** Options of a rule when none is given. */
export const defaultsOf = (name: string) => {
  const { defaults } = ruleOf(name);
  const learningRate = startingRates[name];
  return learningRate === undefined ? defaults : { ...defaults, learningRate };
};

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

/**
 * The optimizer of a training. Parameters whose shape its rule does not take are moved by another one.
 *
 * @param learningRate By step, from 0, of `steps` in all.
 * @throws {@link OptionError} when an option is out of range.
 */
export function makeOptimizer(
  { optimizer, schedule, l1: lambda1, l2: lambda2 }: Options,
  parameters: readonly Variable[],
  { learningRate, steps }: { readonly learningRate: Schedule; readonly steps: number },
): Optimizer {
  const rule = ruleOf(optimizer.name);
  const options = {
    ...optimizer.options,
    learningRate,
    ...(lambda1 > 0 && { proximal: l1(lambda1) }),
    ...(lambda2 > 0 && { regularizer: l2(lambda2) }),
  };
  const isTaken = ({ shape }: Variable) => takesShape(rule, shape);
  if (parameters.every(isTaken)) return new Optimizer(rule, [...parameters], options);
  const others = defaultsOf(otherName);
  const otherRate = makeSchedule(schedule, others.learningRate as number, steps);
  const chosen = new Optimizer(rule, undefined, options);
  const other = new Optimizer(ruleOf(otherName), undefined, {
    ...others,
    learningRate: otherRate,
  });
  return new MultiOptimizer(
    [
      { takes: (_, variable) => isTaken(variable), optimizer: chosen },
      { takes: () => true, optimizer: other },
    ],
    [...parameters],
  );
}
