import { engine } from '@tensorflow/tfjs-core';
import { StateError } from '../../errors.js';
import type { Parameter } from '../groups/parameter.js';
import type { Roster } from '../groups/roster.js';
import { isMadeUp, withoutCopyNumber } from './names.js';
import { fits, namesAndShapes, pairByName, pairUp } from './pairing.js';
import { problemOfShape } from './restore.js';

/**
 * Gives parameters that an open optimizer meets the state that was loaded for them.
 *
 * @param isStep Whether those that there is none for begin anew now.
 * @returns The parameters that there is none for.
 * @throws {@link StateError} when it does not fit, or neither they nor other variables have to do with it; then nothing has changed.
 */
export function claim(
  roster: Roster,
  arrivals: readonly Parameter[],
  isStep = false,
): readonly Parameter[] {
  const { waiting } = roster;
  if (arrivals.length === 0 || waiting.length === 0) return arrivals;
  const where = `${roster.name}.step`;
  // Those that the state is for may be here but frozen.
  const here = new Set(Object.keys(engine().registeredVariables).map(ownName));
  const areOthers = !waiting.some(({ name }) => !isMadeUp(name) && here.has(ownName(name)));
  const claims = claimBy(pairUp, where, roster, arrivals, areOthers);
  if (claims.length === 0 && roster.parameters.length === 0) {
    const told =
      `${where}: got state for ${namesAndShapes(waiting)}, expected state for ${namesAndShapes(arrivals)}. ` +
      'Load the state into the model it was saved from';
    if (areOthers) throw new StateError(`${told}.`);
    // The same model under other names, or another one of the same shapes: nothing here tells which.
    if (isStep && arrivals.every((one) => waiting.some((saved) => fits(saved, one)))) {
      console.warn(`${told}, or dispose of that model first: this one begins anew.`);
    }
  }
  roster.enter(claims, true);
  return arrivals.filter((one) => !claims.includes(one));
}

/**
 * All parameters that have state, for what needs no gradients. Variables of this process get the state that waits for their names.
 * @throws {@link StateError} when state goes on waiting.
 */
export function allWithState(where: string, roster: Roster): Parameter[] {
  if (roster.waiting.length > 0) {
    const all = Object.values(engine().registeredVariables);
    const known = roster.meetAll(all.filter(({ dtype }) => dtype === 'float32'));
    roster.enter(claimBy(pairByName, where, roster, known), true);
  }
  if (roster.waiting.length > 0) {
    throw new StateError(
      `${where}: got state for ${namesAndShapes(roster.waiting)}, expected variables of these names. Take a step first.`,
    );
  }
  return [...roster.withState];
}

const ownName = (name: string): string => withoutCopyNumber(name).text;

function claimBy(
  pair: typeof pairUp,
  where: string,
  roster: Roster,
  arrivals: readonly Parameter[],
  areOthers?: boolean,
): Parameter[] {
  const { pairs } = pair(where, roster.waiting, arrivals, areOthers);
  for (const [{ shape }, parameter] of pairs) {
    const problem = problemOfShape(shape, parameter);
    if (problem === undefined) continue;
    throw new StateError(`${where}: ${problem}. Load the state into the model it was saved from.`);
  }
  return pairs.map(([state, parameter]) => {
    const { group } = state;
    group.waiting = group.waiting.filter((one) => one !== state);
    parameter.adopt(state);
    return parameter;
  });
}
