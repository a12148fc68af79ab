import { describe, OptionError } from '../errors.js';
import { elasticNet } from './elastic-net.js';
import { l1 } from './l1.js';
import { l2 } from './l2.js';
import type { Regularizer, SavedRegularizer } from './regularizer.js';

type Name = SavedRegularizer['regularizer'];

/** How each penalty is made from its options. A name without an entry does not compile. */
const factories: {
  readonly [N in Name]: (
    options: Omit<Extract<SavedRegularizer, { readonly regularizer: N }>, 'regularizer'>,
  ) => Regularizer;
} = {
  // What is left over goes with `include`, where an unknown name is refused.
  l1: ({ lambda, ...options }) => l1(lambda, options),
  l2: ({ lambda, ...options }) => l2(lambda, options),
  elasticNet: ({ l1, l2, ...options }) => elasticNet({ l1, l2 }, options),
};

/**
 * The penalty that a saved `config` describes.
 *
 * @throws {@link OptionError} when the name is unknown or an option leaves its range.
 * @example
 * ```ts
 * const text = JSON.stringify(l1(1e-4).config);
 * const penalty = restoreRegularizer(JSON.parse(text));
 * ```
 */
export function restoreRegularizer(config: SavedRegularizer): Regularizer {
  const name: unknown = config?.regularizer;
  if (typeof name !== 'string' || !Object.hasOwn(factories, name)) {
    const got = name === undefined ? describe(config) : describe(name);
    throw new OptionError(
      `restoreRegularizer: got ${got}, expected one of ${Object.keys(factories).join(', ')}. ` +
        'Pass the `config` of a regularizer.',
    );
  }
  const { regularizer, ...options } = config;
  // The name decides the type of the options; what a file really holds, the factories check.
  return factories[regularizer](options as never);
}
