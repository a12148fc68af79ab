import type { OptionValues } from '@nadir/core';
import type { OptionValue } from '@nadir/core/internal';
import { usageError } from '../../../shell/errors.js';
import { spaceOf } from '../../../spaces/published.js';
import { pointsOf, type Space } from '../../../spaces/space.js';
import { needsClasses } from '../../../training/further-updates.js';
import {
  optimizerNames,
  otherName,
  ruleOf,
  takesShape,
  withBatch,
} from '../../../training/optimizers.js';
import type { Entrant, NetworkPlan } from './plan.js';

/** The option that keeps weights small. A surface has no weights; its minimum would move. */
const decay = 'weightDecay';

/** What the optimizers are given to learn: a network, or on a surface nothing. */
type Learned = Pick<NetworkPlan, 'batch' | 'classes'> | undefined;

/**
 * The optimizers of a comparison, each with its search space and as many trials as any other.
 * @throws {@link CliError} with status 2 at the first that cannot learn this.
 */
export function entrantsOf(
  names: readonly string[],
  trials: number,
  learned: Learned,
): readonly Entrant[] {
  return [...new Set(names)].map((name) => {
    if (!canLearn(name, learned)) {
      throw usageError(
        `--optimizers: got ${name} where there are no classes, expected a problem with classes, from which it ` +
          `draws to learn of the curvature. Leave ${name} out.`,
      );
    }
    const rule = ruleOf(name);
    const general = spaceOf(name, rule);
    const space = learned ? general : withoutDecay(general);
    const defaults = learned
      ? withBatch(rule.defaults, learned.batch)
      : withZeroDecay(rule.defaults);
    return { name, title: rule.name, space, trials: pointsOf(space, defaults, trials) };
  });
}

const canLearn = (name: string, learned: Learned): boolean =>
  learned?.classes !== undefined || !needsClasses(ruleOf(name));

const withZeroDecay = (defaults: OptionValues): OptionValues =>
  decay in defaults ? { ...defaults, [decay]: 0 } : defaults;

function withoutDecay(space: Space): Space {
  const { [decay]: _, ...options } = space.options;
  return { ...space, options };
}

type Shapes = readonly (readonly number[])[];

const shapesTaken = (name: string, shapes: Shapes): Shapes =>
  shapes.filter((shape) => takesShape(ruleOf(name), shape));

/** Names of all optimizers that take parameters of some of the shapes, and can learn what is to be learned. */
export const takersOf = (shapes: Shapes, learned: Learned): string[] =>
  optimizerNames.filter((name) => shapesTaken(name, shapes).length > 0 && canLearn(name, learned));

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
          `expected optimizers that take ${shapes.length === 1 ? 'it' : 'one of them'}. Leave ${name} out.`,
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
