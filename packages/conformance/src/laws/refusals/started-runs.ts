import type { StateDict } from '@nadir/core';
import { type Entry, richest, shapesOf } from '../../catalogue/entry.js';
import { type Refusal, type Refuser, refuserOf } from '../../expect-refused.js';
import { gradientsAt } from '../../numbers.js';
import { type Run, startRun, step } from '../../run.js';

/** Runs after given numbers of steps, each with what tells that it refuses something. */
export const startedRuns = (
  entry: Entry,
  steps: readonly number[],
): Promise<{ run: Run; refuse: Refuser }[]> =>
  Promise.all(
    steps.map(async (count) => {
      const run = startRun(entry, richest(entry));
      for (let k = 0; k < count; k++) step(run, gradientsAt(k, shapesOf(entry)));
      return { run, refuse: await refuserOf(run) };
    }),
  );

/** Fails unless a state is refused by an optimizer that is at work and by a new one, and both stay as they are. */
export async function stateRefuser(
  entry: Entry,
): Promise<(state: StateDict, refusal: Refusal) => Promise<void>> {
  const started = await startedRuns(entry, [3, 0]);
  return async (state, refusal) => {
    for (const { run, refuse } of started) {
      await refuse(() => run.optimizer.loadStateDict(state), refusal);
    }
  };
}
