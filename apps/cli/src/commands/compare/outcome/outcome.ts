import type { Results } from '../execution/execute.js';
import { bestOf, type RunRecord, recordsOf } from '../execution/records.js';
import { isNear, measures } from '../measure/measure.js';
import { type Estimate, estimate } from '../measure/statistics.js';
import type { Entrant, Plan } from '../plan/plan.js';

/** What a comparison says of one optimizer. */
export interface Outcome {
  readonly entrant: Entrant;
  readonly trials: readonly RunRecord[];
  readonly finals: readonly RunRecord[];
  /** The trial whose options the final runs have; absent when every trial has diverged. */
  readonly best?: RunRecord;
  /** The trial with the defaults. */
  readonly defaults?: RunRecord;
  /** Trials that come within 5 % of the best one, of how many. */
  readonly near: readonly [number, number];
  /** Final runs that arrive at the goal, of how many. */
  readonly arrived: readonly [number, number];
  /** Over the final runs that arrive. */
  readonly stepsToGoal?: Estimate;
  readonly secondsToGoal?: Estimate;
  /** At the end of the final runs that have not diverged: on the test part, if there is one. */
  readonly final?: Estimate;
  /** Final runs that have diverged. */
  readonly diverged: number;
  /** Over the final runs. */
  readonly msPerStep?: number;
}

/**
 * The outcome of each optimizer, best first: more arrivals, then fewer steps to the goal, then the
 * value at the end of the final runs, or of the best trial where there are none.
 */
export function outcomesOf(plan: Plan, { records }: Results): Outcome[] {
  const measure = measures[plan.measure];
  const outcomes = plan.entrants.map((entrant) => outcomeOf(plan, entrant, records));
  const achieved = ({ final, best }: Outcome) => final?.mean ?? best?.end?.value;
  return outcomes.sort((a, b) => {
    const arrivals = b.arrived[0] - a.arrived[0];
    if (arrivals !== 0) return arrivals;
    const steps = (a.stepsToGoal?.mean ?? 0) - (b.stepsToGoal?.mean ?? 0);
    if (steps !== 0) return steps;
    const [x, y] = [achieved(a), achieved(b)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    return Number(measure.isBetter(y, x)) - Number(measure.isBetter(x, y));
  });
}

function outcomeOf(plan: Plan, entrant: Entrant, records: readonly RunRecord[]): Outcome {
  const measure = measures[plan.measure];
  const trials = recordsOf(records, entrant.name, 'tuning');
  const finals = recordsOf(records, entrant.name, 'final');
  const best = bestOf(measure, trials);
  const defaults = trials.find(({ trial }) => trial === 1);
  const arrivals = finals.flatMap(({ arrival }) => arrival ?? []);
  const ends = finals.flatMap(({ test, end }) => (test ?? end)?.value ?? []);
  const steps = finals.reduce((sum, run) => sum + run.steps, 0);
  const seconds = finals.reduce((sum, run) => sum + run.seconds, 0);
  return {
    entrant,
    trials,
    finals,
    ...(best && { best }),
    ...(defaults && { defaults }),
    near: [
      trials.filter(
        ({ end }) => end && best?.end && isNear(measure, end.value, best.end.value, plan.start),
      ).length,
      trials.length,
    ],
    arrived: [arrivals.length, finals.length],
    ...of('stepsToGoal', estimate(arrivals.map(({ step }) => step))),
    ...of('secondsToGoal', estimate(arrivals.map((arrival) => arrival.seconds))),
    ...of('final', measure.estimate(ends)),
    diverged: finals.filter((run) => run.diverged).length,
    ...(steps > 0 && { msPerStep: (1000 * seconds) / steps }),
  };
}

const of = <Name extends string>(name: Name, value: Estimate | undefined) =>
  (value === undefined ? {} : { [name]: value }) as { readonly [N in Name]?: Estimate };
