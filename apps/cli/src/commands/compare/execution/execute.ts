import type { Course } from '../courses/course.js';
import type { Entrant, Plan } from '../plan/plan.js';
import { bestOf, type RunRecord, recordsOf } from './records.js';
import { run, type Start, type Watch } from './run.js';

/** What is known in the middle of the work. */
export interface Moment {
  /** Steps done, those that diverged runs have left out included. */
  readonly step: number;
  readonly stage: Start['stage'];
  readonly entrant: Entrant;
  /** Number of the trial, or of the seed, from 1, and how many there are. */
  readonly place: readonly [number, number];
  readonly descended: number;
}

/** A run that has just ended. */
export interface Piece extends Moment {
  readonly record: RunRecord;
}

/** What the comparison is given of the world. */
export interface Inputs extends Omit<Watch, 'onStep'> {
  onStep(moment: Moment): void;
  onRun(piece: Piece): void;
}

/** What became of the plan. */
export interface Results {
  /** In the order in which they ended. */
  readonly records: readonly RunRecord[];
  /** Whether it was stopped before its end. */
  readonly interrupted: boolean;
}

/** How much there is to do, if every optimizer has a trial that does not diverge. */
export function totalOf({ entrants, seeds, steps }: Plan): { steps: number; pieces: number } {
  const runs = entrants.reduce((sum, { trials }) => sum + trials.length + seeds.length, 0);
  return { steps: runs * steps, pieces: runs };
}

/**
 * Runs every trial, then the best setting of each optimizer from every seed.
 *
 * Optimizers take turns, trial by trial and seed by seed, so that a machine that slows down slows all
 * of them, and a comparison that is stopped has tried all of them alike.
 */
export async function execute(plan: Plan, course: Course, inputs: Inputs): Promise<Results> {
  const records: RunRecord[] = [];
  let begun = 0;

  const complete = async (
    entrant: Entrant,
    start: Omit<Start, 'setting'>,
    trial: number,
    place: Moment['place'],
  ): Promise<boolean> => {
    const options = entrant.trials[trial - 1] as Entrant['trials'][number];
    const before = begun++ * course.steps;
    const here = { stage: start.stage, entrant, place };
    const ended = await run(
      course,
      { ...start, setting: { name: entrant.name, options } },
      {
        ...inputs,
        onStep: (step, descended) => inputs.onStep({ ...here, step: before + step, descended }),
      },
    );
    if (ended === undefined) return false;
    const record = { ...ended, optimizer: entrant.name, trial };
    records.push(record);
    const step = before + course.steps;
    inputs.onRun({ ...here, step, descended: ended.end?.value ?? Number.NaN, record });
    return true;
  };

  const trials = Math.max(...plan.entrants.map((entrant) => entrant.trials.length));
  for (let trial = 1; trial <= trials; trial++) {
    for (const entrant of plan.entrants) {
      const count = entrant.trials.length;
      if (trial > count) continue;
      const start = { stage: 'tuning', seed: plan.seed } as const;
      if (!(await complete(entrant, start, trial, [trial, count]))) {
        return { records, interrupted: true };
      }
    }
  }
  for (const [i, seed] of plan.seeds.entries()) {
    for (const entrant of plan.entrants) {
      const best = bestOf(course.measure, recordsOf(records, entrant.name, 'tuning'));
      if (best === undefined) continue;
      const start = { stage: 'final', seed } as const;
      if (!(await complete(entrant, start, best.trial, [i + 1, plan.seeds.length]))) {
        return { records, interrupted: true };
      }
    }
  }
  return { records, interrupted: false };
}
