import { checkOptions } from '../../check.js';
import { describe, notAccepted, OptionError } from '../../errors.js';
import { checkPlaces, placesOf } from '../state/loading.js';
import type { LoadedGroup } from '../state/saved-state.js';
import type { MakeOpenGroups, OpenGroups, Placed } from './open-groups.js';
import type { Group } from './parameter.js';

/** A parameter as the choice of a group sees it. */
export interface ChosenParameter {
  /** The name of its variable, such as `dense_Dense1/bias`. */
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A function that chooses parameters, with options of their own: those of a group of the optimizer. What is left out comes from
 * the optimizer's options.
 */
export interface ChosenGroup {
  /** Whether a parameter is of this group, if it is of none before. */
  readonly where: (parameter: ChosenParameter) => boolean;
  readonly [option: string]: unknown;
}

/** What {@link chosenGroups} returns, in the place of parameters. */
export interface ChosenGroups {
  readonly groups: readonly ChosenGroup[];
  readonly openGroups: MakeOpenGroups;
}

/**
 * Groups for an optimizer that is made without parameters, as `LayersModel.compile` wants it: a function chooses the parameters
 * of each by their names and shapes, when the optimizer meets them.
 *
 * What no function chooses is in `optimizer.groups[0]`, with the optimizer's own options; the groups follow in their order. They are saved
 * with their parameters and options, beside a model too. Functions cannot be saved: an optimizer that `loadLayersModel` makes puts
 * variables that are new to it into `groups[0]`.
 *
 * @throws {@link OptionError} when a group is none.
 * @example
 * ```ts
 * const groups = chosenGroups([
 *   { where: ({ shape }) => shape.length < 2, weightDecay: 0 },
 *   { where: ({ name }) => name.startsWith('base'), learningRate: 1e-4 },
 * ]);
 * model.compile({ optimizer: new AdamW(groups, { learningRate: 1e-3 }), loss: 'meanSquaredError' });
 * ```
 */
export function chosenGroups(groups: readonly ChosenGroup[]): ChosenGroups {
  const where = 'chosenGroups';
  if (!Array.isArray(groups) || groups.length === 0) {
    throw notAccepted(where, groups, 'a list of groups { where, …options }');
  }
  for (const group of groups as readonly ChosenGroup[]) {
    checkOptions(where, group);
    if (typeof group.where === 'function' && !('parameters' in group)) continue;
    throw new OptionError(
      `${where}: got a group with ${'parameters' in group ? 'parameters' : `where: ${describe(group.where)}`}, expected ` +
        'a function `where` that chooses them.',
    );
  }
  return { groups, openGroups: (parts, make) => openGroupsOf(groups, parts, make) };
}

const openGroupsOf = (
  groups: readonly ChosenGroup[],
  ...[parts, make]: Parameters<MakeOpenGroups>
): OpenGroups => {
  const byPart = parts.parts.map((_, part) => [
    make(part),
    ...groups.map(({ where: _where, ...own }) => make(part, own)),
  ]);
  const all = byPart.flat();
  const homeIn = (part: number, { name, shape }: ChosenParameter) =>
    byPart[part]?.[1 + groups.findIndex(({ where }) => where({ name, shape }))];
  return {
    all,
    homeOf(named) {
      const { name, variable } = named;
      return homeIn(parts.partOf(named), { name, shape: variable.shape }) as Group;
    },
    place(where, saved, strict) {
      const placed = placesOf(saved, ({ name, shape }, part) => homeIn(part, { name, shape }));
      const found = placed.map((one, i) => withPlace(one, all[i], placed));
      if (!strict) return regrouped(found, (one, part) => homeIn(part, one));
      checkPlaces(where, found);
      return found;
    },
    checkSaved(where) {
      if (all.some(({ parameters, waiting }) => parameters.length + waiting.length > 0)) return;
      throw new OptionError(
        `${where}: got groups without parameters, expected groups that have chosen theirs: functions cannot be saved. ` +
          'Take a step first, or save the model with includeOptimizer: false.',
      );
    },
  };
};

/** A group that nothing is in goes by its position, where nothing else goes on there. */
function withPlace(one: Placed, place: Group | undefined, others: readonly Placed[]): Placed {
  const { parameters, part } = one.saved;
  const isFree = others.every((other) => other.place !== place);
  return parameters.length === 0 && place?.part === part && isFree ? { ...one, place } : one;
}

/** Saved groups that fit, with the parameters of the others, which keep the options of the groups that choose them. */
function regrouped(
  placed: readonly Placed[],
  homeOf: (one: ChosenParameter, part: number) => Group | undefined,
): Placed[] {
  const found = new Map<Group, LoadedGroup>();
  for (const { saved, place } of placed) if (place !== undefined) found.set(place, saved);
  for (const { saved, place } of placed) {
    if (place !== undefined) continue;
    for (const one of saved.parameters) {
      const home = homeOf(one, saved.part);
      if (home === undefined) continue;
      const { parameters, ...rest } = found.get(home) ?? { ...saved, options: {}, parameters: [] };
      found.set(home, { ...rest, parameters: [...parameters, one] });
    }
  }
  return [...found].map(([place, saved]) => ({ saved, place }));
}
