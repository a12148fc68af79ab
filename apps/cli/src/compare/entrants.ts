import { rules } from '@nadir/core';
import type { OptionValue, OptionValues, Rule } from '@nadir/core/program';
import { usageError } from '../errors.js';
import { optimizerNames, otherName } from '../train/optimizers.js';
import { takesShape } from '../train/paired-optimizer.js';
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
    const further = Object.keys(rule.further);
    return {
      name,
      title: rule.name,
      space,
      trials: pointsOf(space, defaults, trials),
      ...(further.length > 0 && { unmade: further }),
    };
  });
}

function withoutDecay(space: Space): Space {
  const { [decay]: _, ...options } = space.options;
  return { ...space, options };
}

type Shapes = readonly (readonly number[])[];

const shapesTaken = (name: string, shapes: Shapes): Shapes =>
  shapes.filter((shape) => takesShape(rules[name] as Rule, shape));

/** Names of all optimizers that take parameters of some of the shapes. */
export const takersOf = (shapes: Shapes): string[] =>
  optimizerNames.filter((name) => shapesTaken(name, shapes).length > 0);

/**
 * The optimizers, each with the name of another one for the parameters whose shape it does not take, where
 * there are any.
 * @throws {@link CliError} with status 2 at the first that takes none of them.
 */
export function assignShapes(entrants: readonly Entrant[], shapes: Shapes): Entrant[] {
  return entrants.map((entrant) => {
    const { name } = entrant;
    const taken = shapesTaken(name, shapes);
    if (taken.length === 0) {
      throw usageError(
        `--optimizers: got ${name} for parameters of shape ${shapes.map((shape) => `[${shape}]`).join(', ')}, ` +
          `expected optimizers that take one of them. Leave ${name} out.`,
      );
    }
    return taken.length === shapes.length ? entrant : { ...entrant, other: otherName };
  });
}

/** The options that a space names, of a setting, in the order of the space. */
export const searchedOf = ({ space }: Entrant, options: OptionValues): OptionValues =>
  Object.fromEntries(
    Object.keys(space.options).map((name) => [name, options[name] as OptionValue]),
  );
