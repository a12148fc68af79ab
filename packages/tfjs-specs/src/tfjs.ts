// What specs find where they import modules of TensorFlow.js's core: the package itself, with
// Nadir's optimizers in place of its own.
import type { Optimizer } from '@nadir/core';
import { type serialization, test_util } from '@tensorflow/tfjs-core';
import type { Replacement } from './replacement.js';
import { type FactoryName, replacements } from './replacements.js';

export * from '@tensorflow/tfjs-core';

/** Suites of the specs that were loaded, each with the function that registers its tests. */
export const suites: (readonly [title: string, specs: () => void])[] = [];

/** The environments that specs of optimizers are for: all. */
export const ALL_ENVS = {};

/** Notes a suite of specs. */
export function describeWithFlags(title: string, _: typeof ALL_ENVS, specs: () => void): void {
  suites.push([title, specs]);
}

/**
 * Allows what TensorFlow.js allows where numbers have 32 bits. By itself it allows 0.1 on WebGL, as
 * much as a step of most specs.
 */
export function expectArraysClose(given: never, expected: never, epsilon = 1e-3): void {
  test_util.expectArraysClose(given, expected, epsilon);
}

/** Optimizers that took the place of TensorFlow.js's, in the order in which they were made. */
export const made: Optimizer[] = [];

type Arguments = readonly unknown[];

const entries = Object.entries(replacements) as [FactoryName, Replacement<Arguments>][];

/** `tf.train` of the specs. */
export const train = Object.fromEntries(
  entries.map(([name, { create }]) => [name, (...given: Arguments) => note(create(...given))]),
);

/** The classes whose instances the factories make. */
export const {
  sgd: SGDOptimizer,
  momentum: MomentumOptimizer,
  rmsprop: RMSPropOptimizer,
  adam: AdamOptimizer,
  adagrad: AdagradOptimizer,
  adadelta: AdadeltaOptimizer,
  adamax: AdamaxOptimizer,
} = Object.fromEntries(entries.map(([name, replacement]) => [name, classOf(replacement)]));

function classOf({ create, restore }: Replacement<Arguments>) {
  // An arrow function knows no `new`.
  function construct(...given: Arguments): Optimizer {
    return note(create(...given));
  }
  const fromConfig = (_: unknown, config: serialization.ConfigDict) => note(restore(config));
  return Object.assign(construct, { fromConfig });
}

function note(optimizer: Optimizer): Optimizer {
  made.push(optimizer);
  return optimizer;
}
