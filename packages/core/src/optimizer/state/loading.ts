import { StateError } from '../../errors.js';
import type { LoadResult } from '../../state/state-dict.js';
import type { GivenOptions } from '../../transform/options.js';
import type { Placed } from '../groups/open-groups.js';
import { type Group, type Parameter, ParameterState } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import type { Settings } from '../groups/settings.js';
import { restoreOptions } from './config.js';
import type { LoadedParameter } from './description.js';
import { namesAndShapes, type Pairing, pairUp } from './pairing.js';
import { type Placement, problemOf } from './restore.js';
import type { LoadedGroup, LoadedState } from './saved-state.js';

/** What a group is going to be. */
export interface GroupPlan {
  /** The group that goes on with these options. */
  readonly place: Group | undefined;
  readonly part: number;
  /** `undefined` where parameters of the saved group are in several groups now, which keep their options. */
  readonly settings: Settings | undefined;
  readonly step: number;
  readonly placements: readonly Placement<Parameter>[];
  /** Saved parameters that an open optimizer has not met yet. */
  readonly waiting: readonly Placement[];
}

/** All that loading changes, found before anything is changed. */
export interface LoadPlan extends LoadResult {
  readonly groups: readonly GroupPlan[];
  /** Lets schedules with a state of their own go on from the saved one. */
  readonly resumes: readonly (() => void)[];
}

/**
 * Finds out what loading a state would change. Parameters that were disposed of are let go before.
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
  const { open } = roster;
  if (open) roster.forgetDisposed();
  const saved = groups.flatMap(({ parameters }) => parameters);
  const pairing = pairUp(where, saved, roster.parameters);
  if (strict) checkPairing(where, pairing, roster);
  const targets = new Map(pairing.pairs);
  const placed = open?.place(where, groups, strict) ?? goOnIn(where, groups, targets, strict);
  const mismatched: string[] = [];
  const resumes: (() => void)[] = [];
  const plans = placed.map(({ saved: group, place }): GroupPlan => {
    const { part, step, parameters } = group;
    const restore = (own: GivenOptions) => restoreOptions(where, group.options, own, resumes);
    const settings = place?.settings.with(restore(place.settings.options), step);
    settings?.surroundings.checkShapes(parameters);
    const placements: Placement<Parameter>[] = [];
    const waiting: Placement[] = [];
    for (const one of parameters) {
      const parameter = targets.get(one);
      if (parameter === undefined && !open) continue;
      const own = settings ?? (parameter as Parameter).group.settings;
      const problem = problemOf(one, parameter ?? one, own);
      if (problem !== undefined) {
        if (strict) throw new StateError(`${where}: ${problem}. ${advice}`);
        mismatched.push((parameter ?? one).name);
      } else if (parameter !== undefined) placements.push({ saved: one, parameter, settings: own });
      else {
        const later = new ParameterState(one.name, one.shape, place as Group);
        waiting.push({ saved: one, parameter: later, settings: own });
      }
    }
    return { place, part, step, placements, waiting, settings };
  });
  const unexpected = open ? [] : pairing.unexpected;
  const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  return {
    groups: plans,
    resumes,
    missing: namesOf(pairing.missing),
    unexpected: namesOf(unexpected),
    mismatched,
  };
}

const advice = 'Load it into the model and options it was saved with, or pass { strict: false }.';

type Pairs = Pairing<LoadedParameter, Parameter>;

function checkPairing(where: string, { pairs, missing, unexpected }: Pairs, roster: Roster): void {
  const known = roster.parameters;
  // An open optimizer may meet the others later, but not if it works on another model.
  const isOther = roster.open
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

/** Saved groups, and the groups that have their parameters now, where these have no others. */
function goOnIn(
  where: string,
  groups: readonly LoadedGroup[],
  targets: ReadonlyMap<LoadedParameter, Parameter>,
  strict: boolean,
): readonly Placed[] {
  const placed = placesOf(groups, (one) => targets.get(one)?.group);
  if (strict) checkPlaces(where, placed);
  return placed;
}

/** The group that has the parameters of each saved group, where it has no others. */
export function placesOf(
  groups: readonly LoadedGroup[],
  homeOf: (one: LoadedParameter, part: number) => Group | undefined,
): readonly Placed[] {
  const homes = groups.map(
    ({ part, parameters }) => new Set(parameters.flatMap((one) => homeOf(one, part) ?? [])),
  );
  return groups.map((saved, i) => {
    const [home, ...others] = homes[i] ?? [];
    const isOnly = home && others.length === 0 && homes.filter((one) => one.has(home)).length === 1;
    return { saved, place: isOnly ? home : undefined };
  });
}

/**
 * Fails unless groups have the same parameters as when they were saved, and the same rules.
 * @throws {@link StateError}
 */
export function checkPlaces(where: string, placed: readonly Placed[]): void {
  for (const { saved, place } of placed) {
    if (saved.parameters.length === 0 || place?.part === saved.part) continue;
    const names = saved.parameters.map(({ name }) => `"${name}"`).join(', ');
    throw new StateError(
      `${where}: got a group of ${names}, expected groups of the same parameters as here, in any order.`,
    );
  }
}
