import type { Race } from '../race/race.js';
import type { Look, Looking } from './look.js';

/** What frames show of a race beside its curves. */
export async function lookAt(race: Race, looking: Looking): Promise<Look[]> {
  return [];
}
