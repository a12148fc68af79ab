import { StateError } from '../../errors.js';
import type { NamedVariable } from '../named-variables.js';
import type { LoadedGroup } from '../state/saved-state.js';
import type { Group } from './parameter.js';
import type { Parts } from './parts.js';

/** A saved group, and the group that goes on from it, if there is one. */
export interface Placed {
  readonly saved: LoadedGroup;
  readonly place: Group | undefined;
}

/** The groups of the variables that nobody named to an open optimizer. */
export interface OpenGroups {
  readonly all: readonly Group[];
  /** The group that takes a variable. */
  homeOf(variable: NamedVariable): Group;
  /**
   * Saved groups as they go on here. Of several in one place the first goes on in it, and the others become groups beside it.
   *
   * @param strict Whether groups that do not fit are an error.
   * @throws {@link StateError}
   */
  place(where: string, saved: readonly LoadedGroup[], strict: boolean): readonly Placed[];
  /** Throws where a configuration would lose what chooses the parameters of groups. */
  checkSaved?(where: string): void;
}

/** Makes the groups of an open optimizer. `make` makes one of a part, with options that go over those of the optimizer. */
export type MakeOpenGroups = (
  parts: Parts,
  make: (part: number, options?: object) => Group,
) => OpenGroups;

/** One group for each part. */
export const onePerPart: MakeOpenGroups = (parts, make) => {
  const all = parts.parts.map((_, part) => make(part));
  return {
    all,
    homeOf: (variable) => all[parts.partOf(variable)] as Group,
    place: (where, groups) =>
      groups.map((saved) => ({ saved, place: firstOfPart(where, all, saved) })),
  };
};

/**
 * The first group of the same part as a saved one.
 * @throws {@link StateError} when there is no such part.
 */
export function firstOfPart(where: string, all: readonly Group[], { part }: LoadedGroup): Group {
  const group = all.find((one) => one.part === part);
  if (group !== undefined) return group;
  throw new StateError(
    `${where}: got a group of rule ${part}, expected rule 0 to ${all.length - 1}.`,
  );
}
