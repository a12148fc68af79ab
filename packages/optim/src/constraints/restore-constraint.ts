import { type Constraint, OptionError, type SavedConstraint } from '@nadir/core';
import { describe, registerNamed } from '@nadir/core/internal';
import { box } from './box.js';
import { halfspace } from './halfspace.js';
import { hyperplane } from './hyperplane.js';
import { l1Ball } from './l1-ball.js';
import { l1Sphere } from './l1-sphere.js';
import { l2Ball } from './l2-ball.js';
import { l2Sphere } from './l2-sphere.js';
import { maxNorm } from './max-norm.js';
import { minMaxNorm } from './min-max-norm.js';
import { nonNegative } from './non-negative.js';
import { renorm } from './renorm.js';
import { simplex } from './simplex.js';
import { unitNorm } from './unit-norm.js';

type Name = SavedConstraint['constraint'];

/** How each constraint is made from its options. A name without an entry does not compile. */
const factories: {
  readonly [N in Name]: (
    options: Omit<Extract<SavedConstraint, { readonly constraint: N }>, 'constraint'>,
  ) => Constraint;
} = {
  // What is left over goes with the options, where an unknown name is refused.
  box: ({ low, high, ...options }) => box(low, high, options),
  halfspace: ({ normal, offset, ...options }) => halfspace(normal, offset, options),
  hyperplane: ({ normal, offset, ...options }) => hyperplane(normal, offset, options),
  l1Ball: ({ radius, ...options }) => l1Ball(radius, options),
  l1Sphere: ({ radius, ...options }) => l1Sphere(radius, options),
  l2Ball: ({ radius, ...options }) => l2Ball(radius, options),
  l2Sphere: ({ radius, ...options }) => l2Sphere(radius, options),
  maxNorm: ({ maxValue, ...options }) => maxNorm(maxValue, options),
  minMaxNorm: (options) => minMaxNorm(options),
  nonNegative: (options) => nonNegative(options),
  renorm: ({ maxValue, ...options }) => renorm(maxValue, options),
  simplex: ({ total, ...options }) => simplex(total, options),
  unitNorm: (options) => unitNorm(options),
};

for (const [name, restore] of Object.entries(factories))
  registerNamed('constraint', name, restore as never);

/**
 * The constraint that a saved `config` describes.
 *
 * @throws {@link OptionError} when the name is unknown or an option leaves its range.
 * @example
 * ```ts
 * const text = JSON.stringify(maxNorm(3).config);
 * const constraint = restoreConstraint(JSON.parse(text));
 * ```
 */
export function restoreConstraint(config: SavedConstraint): Constraint {
  const name: unknown = config?.constraint;
  if (typeof name !== 'string' || !Object.hasOwn(factories, name)) {
    const got = name === undefined ? describe(config) : describe(name);
    throw new OptionError(
      `restoreConstraint: got ${got}, expected one of ${Object.keys(factories).join(', ')}. ` +
        'Pass the `config` of a constraint.',
    );
  }
  const { constraint, ...options } = config;
  // The name decides the type of the options; what a file really holds, the factories check.
  return factories[constraint](options as never);
}
