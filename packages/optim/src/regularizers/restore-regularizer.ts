import { OptionError, type Penalty, type SavedRegularizer } from '@nadir/core';
import { checkNames, describe, registerNamed } from '@nadir/core/internal';
import { elasticNet } from './elastic-net.js';
import { groupLasso } from './group-lasso.js';
import { l0 } from './l0.js';
import { l1 } from './l1.js';
import { l2 } from './l2.js';
import { nuclearNorm } from './nuclear-norm.js';
import { orthogonal } from './orthogonal.js';
import { orthogonalDirections } from './orthogonal-directions.js';
import { spectral } from './spectral.js';
import { srip } from './srip.js';

type Name = SavedRegularizer['regularizer'];

type SavedAs<N extends Name> = Extract<SavedRegularizer, { readonly regularizer: N }>;

/** How each penalty is made from its options. A name without an entry does not compile. */
const factories = {
  // What is left over goes with the options, where an unknown name is refused.
  elasticNet: ({ l1, l2, ...options }) => elasticNet({ l1, l2 }, options),
  groupLasso: ({ lambda, ...options }) => groupLasso(lambda, options),
  l0: ({ lambda, ...options }) => l0(lambda, options),
  l1: ({ lambda, ...options }) => l1(lambda, options),
  l2: ({ lambda, ...options }) => l2(lambda, options),
  nuclearNorm({ lambda, ...options }) {
    checkNames('nuclearNorm', options, []);
    return nuclearNorm(lambda);
  },
  orthogonal({ lambda, ...options }) {
    checkNames('orthogonal', options, []);
    return orthogonal(lambda);
  },
  orthogonalDirections: ({ lambda, ...options }) => orthogonalDirections(lambda, options),
  spectral: ({ lambda, ...options }) => spectral(lambda, options),
  srip: ({ lambda, ...options }) => srip(lambda, options),
} satisfies { readonly [N in Name]: (options: Omit<SavedAs<N>, 'regularizer'>) => Penalty };

for (const [name, restore] of Object.entries(factories))
  registerNamed('regularizer', name, restore as never);

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
export function restoreRegularizer<N extends Name>(
  config: SavedAs<N>,
): ReturnType<(typeof factories)[N]> {
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
  return factories[regularizer as N](options as never) as ReturnType<(typeof factories)[N]>;
}
