import { dispose } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { Group, Parameter } from '../groups/parameter.js';
import { namesAndShapes, type pairUp } from './pairing.js';
import { copyInto, type Placement, problemOf } from './restore.js';
import type { LoadedParameter } from './saved-state.js';

/** A parameter that an open optimizer has met, and the group that its state waited in. */
export interface Claim {
  readonly parameter: Parameter;
  readonly group: Group;
}

/**
 * Gives parameters that an open optimizer meets the state that was loaded for them.
 *
 * @param pair How saved parameters and those of this process are told apart.
 * @returns Those that there was state for.
 * @throws {@link StateError} when it does not fit; then nothing has changed.
 */
export function claimState(
  where: string,
  groups: readonly Group[],
  arrivals: readonly Parameter[],
  pair: typeof pairUp,
): Claim[] {
  const homes = new Map<LoadedParameter, Group>();
  for (const group of groups) for (const one of group.waiting) homes.set(one, group);
  const { pairs } = pair(where, [...homes.keys()], arrivals);
  const placements = pairs.map(([saved, parameter]): Placement => {
    const { settings } = homes.get(saved) as Group;
    return { saved, parameter, settings };
  });
  for (const placement of placements) {
    const problem = problemOf(placement);
    if (problem === undefined) continue;
    throw new StateError(`${where}: ${problem}. Load the state into the model it was saved from.`);
  }
  copyInto(placements)();
  return pairs.map(([saved, parameter]) => {
    const group = homes.get(saved) as Group;
    group.waiting = group.waiting.filter((one) => one !== saved);
    dispose(saved.slots);
    parameter.index = saved.index;
    return { parameter, group };
  });
}

/** Frees loaded state that nothing has claimed. */
export function disposeWaiting(groups: readonly Group[]): void {
  for (const group of groups) {
    for (const { slots } of group.waiting) dispose(slots);
    group.waiting = [];
  }
}

/** The error where loaded state waits for other parameters than all that were met. */
export function strangers(
  where: string,
  groups: readonly Group[],
  arrivals: readonly Parameter[],
): StateError {
  const waiting = groups.flatMap((group) => group.waiting);
  return new StateError(
    `${where}: got state for ${namesAndShapes(waiting)}, expected state for ${namesAndShapes(arrivals)}. Load ` +
      'the state into the model it was saved from.',
  );
}
