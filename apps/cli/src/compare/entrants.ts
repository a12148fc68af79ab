import { OptionError, rules } from '@nadir/core';
import type { OptionValue, OptionValues, Rule } from '@nadir/core/program';
import { usageError } from '../errors.js';
import type { Entrant } from './plan.js';
import { customary, spaceOf } from './spaces/index.js';
import { pointsOf, type Space } from './spaces/space.js';

/** The optimizers that are compared where none is named. */
export const customaryOptimizers = customary.filter((name) => Object.hasOwn(rules, name));

/** The option that keeps weights small. A surface has no weights; its minimum would move. */
const decay = 'weightDecay';

/** The optimizers of a comparison, each with its search space and as many trials as any other. */
export function entrantsOf(
  names: readonly string[],
  trials: number,
  isSurface: boolean,
): readonly Entrant[] {
  return [...new Set(names)].map((name) => {
    const rule = rules[name] as Rule;
    const space = isSurface ? withoutDecay(spaceOf(name, rule)) : spaceOf(name, rule);
    const defaults =
      isSurface && decay in rule.defaults ? { ...rule.defaults, [decay]: 0 } : rule.defaults;
    return { name, title: rule.name, space, trials: pointsOf(space, defaults, trials) };
  });
}

function withoutDecay(space: Space): Space {
  const { [decay]: _, ...options } = space.options;
  return { ...space, options };
}

/**
 * Checks that optimizers can step parameters of some shapes.
 * @throws {@link CliError} with status 2 at the first that cannot.
 */
export function checkShapes(
  entrants: readonly Entrant[],
  shapes: readonly (readonly number[])[],
): void {
  for (const { name } of entrants) {
    for (const shape of shapes) {
      try {
        (rules[name] as Rule).checkShape(shape, name);
      } catch (error) {
        if (!(error instanceof OptionError)) throw error;
        throw usageError(`--optimizers: ${error.message} Leave ${name} out.`);
      }
    }
  }
}

/** The options that a space names, of a setting, in the order of the space. */
export const searchedOf = ({ space }: Entrant, options: OptionValues): OptionValues =>
  Object.fromEntries(
    Object.keys(space.options).map((name) => [name, options[name] as OptionValue]),
  );
