import { StateError } from '../../errors.js';
import type { LoadResult } from '../../state/state-dict.js';
import type { Group, Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { Settings } from '../groups/settings.js';
import { restoreOptions } from './config.js';
import type { LoadedParameter } from './description.js';
import { namesAndShapes, type Pairing, pairUp } from './pairing.js';
import { type Placement, problemOf } from './restore.js';
import type { LoadedGroup, LoadedState } from './saved-state.js';

/** What a group is going to be. */
export interface GroupPlan {
  /** The group that goes on with these options. An open optimizer makes a new one. */
  readonly home: Group | undefined;
  readonly part: number;
  /** `undefined` where parameters of the saved group are in several groups now, which keep their options. */
  readonly settings: Settings | undefined;
  readonly step: number;
  readonly placements: readonly Placement[];
  /** Saved parameters that an open optimizer has not met yet. */
  readonly waiting: readonly LoadedParameter[];
}

/** All that loading changes, found before anything is changed. */
export interface LoadPlan extends LoadResult {
  readonly groups: readonly GroupPlan[];
}

/**
 * Finds out what loading a state would change.
 *
 * @param strict Whether whatever does not fit is an error.
 * @throws {@link StateError} when the state does not fit; {@link OptionError} when an option in it is out of range.
 */
export function planLoad(
  where: string,
  { groups }: LoadedState,
  roster: Roster,
  strict: boolean,
): LoadPlan {
  const saved = groups.flatMap(({ parameters }) => parameters);
  const pairing = pairUp(where, saved, roster.parameters);
  if (strict) checkPairing(where, pairing, roster);
  const targets = new Map(pairing.pairs);
  const homes = homesOf(groups, targets);
  if (strict && !roster.isOpen) checkHomes(where, groups, homes);
  const mismatched: string[] = [];
  const plans = groups.map((group): GroupPlan => {
    const { part, step, parameters } = group;
    const home = roster.isOpen ? undefined : homes.get(group);
    const like = roster.isOpen ? roster.openGroup(where, part) : home;
    const settings = like?.settings.with(restoreOptions(where, group.options), step);
    const placements = parameters.flatMap((one): Placement[] => {
      const parameter = targets.get(one);
      if (parameter === undefined) return [];
      const placement = { saved: one, parameter, settings: settings ?? parameter.group.settings };
      const problem = problemOf(placement);
      if (problem === undefined) return [placement];
      if (strict) throw new StateError(`${where}: ${problem}. ${advice}`);
      mismatched.push(parameter.name);
      return [];
    });
    settings?.checkShapes(placements.map(({ parameter }) => parameter));
    const waiting = roster.isOpen ? parameters.filter((one) => !targets.has(one)) : [];
    return { home, part, step, placements, waiting, settings };
  });
  const unexpected = roster.isOpen ? [] : pairing.unexpected;
  const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  return {
    groups: plans,
    missing: namesOf(pairing.missing),
    unexpected: namesOf(unexpected),
    mismatched,
  };
}

const advice =
  'Load the state into the model and the options it was saved with, or pass { strict: false }.';

type Pairs = Pairing<LoadedParameter, Parameter>;

function checkPairing(where: string, { pairs, missing, unexpected }: Pairs, roster: Roster): void {
  const known = roster.parameters;
  // An open optimizer may meet the others later, but not if it works on another model.
  const isOther = roster.isOpen
    ? pairs.length === 0 && unexpected.length > 0 && known.length > 0
    : missing.length + unexpected.length > 0;
  if (!isOther) return;
  const got = [
    unexpected.length > 0 && `state for ${namesAndShapes(unexpected)}`,
    missing.length > 0 && `nothing for ${namesAndShapes(missing)}`,
  ].filter(Boolean);
  throw new StateError(
    `${where}: got ${got.join(' and ')}, expected state for ${namesAndShapes(known)}. ${advice}`,
  );
}

/** The group that has the parameters of each saved group now, where it has no others. */
function homesOf(
  groups: readonly LoadedGroup[],
  targets: ReadonlyMap<LoadedParameter, Parameter>,
): ReadonlyMap<LoadedGroup, Group> {
  const origins = new Map<Group, Set<LoadedGroup>>();
  const found = groups.map((group) => {
    const homes = new Set(group.parameters.flatMap((one) => targets.get(one)?.group ?? []));
    for (const home of homes) origins.set(home, (origins.get(home) ?? new Set()).add(group));
    return [group, [...homes]] as const;
  });
  return new Map(
    found.flatMap(([group, [home, ...others]]) =>
      home !== undefined && others.length === 0 && origins.get(home)?.size === 1
        ? [[group, home] as const]
        : [],
    ),
  );
}

/** Fails unless groups have the same parameters as when they were saved, and the same rules. */
function checkHomes(
  where: string,
  groups: readonly LoadedGroup[],
  homes: ReadonlyMap<LoadedGroup, Group>,
): void {
  for (const group of groups) {
    const home = homes.get(group);
    if (group.parameters.length === 0 || home?.part === group.part) continue;
    const names = group.parameters.map(({ name }) => `"${name}"`).join(', ');
    throw new StateError(
      `${where}: got a group of ${names}, expected groups of the same parameters as here. Make the optimizer ` +
        'with the groups it was saved with, in any order.',
    );
  }
}
