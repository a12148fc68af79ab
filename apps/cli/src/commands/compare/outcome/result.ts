import type { OptionValues } from '@nadir/core';
import type { Estimate } from '../measure/statistics.js';
import { searchedOf } from '../plan/entrants.js';
import type { Plan } from '../plan/plan.js';
import { rounded } from './folder.js';
import type { Outcome } from './outcome.js';

/** The outcome of a comparison, as `--json` prints it. */
export interface CompareResult
  extends Pick<
    Plan,
    'problem' | 'measure' | 'goal' | 'steps' | 'schedule' | 'backend' | 'seed' | 'seeds'
  > {
  /** Best first. */
  readonly optimizers: readonly OptimizerResult[];
  /** Whether it was stopped before its end. */
  readonly interrupted: boolean;
  /** Folder of the report. */
  readonly out: string;
}

/** The outcome of one optimizer. */
export interface OptimizerResult
  extends Pick<Outcome, 'stepsToGoal' | 'secondsToGoal' | 'final' | 'msPerStep'> {
  readonly optimizer: string;
  /** Where its search space was published; `null` for the general one. */
  readonly source: string | null;
  readonly trials: number;
  /** Trials that have diverged. */
  readonly divergedTrials: number;
  /** Trials within 5 % of the best one. */
  readonly near: number;
  /** On the validation part, or at the last step; `null` after a divergence. */
  readonly defaults: number | null;
  readonly best: {
    readonly trial: number;
    readonly value: number;
    readonly options: OptionValues;
  } | null;
  /** Final runs. */
  readonly runs: number;
  readonly diverged: number;
  readonly arrived: number;
}

/** The outcome as `--json` prints it, numbers rounded. */
export function resultOf(
  plan: Plan,
  outcomes: readonly Outcome[],
  interrupted: boolean,
  out: string,
): CompareResult {
  const { problem, measure, goal, steps, schedule, backend, seed, seeds } = plan;
  const facts = { problem, measure, steps, schedule, backend, seed, seeds };
  const optimizers = outcomes.map(optimizerResult);
  return rounded({ ...facts, ...(goal !== undefined && { goal }), optimizers, interrupted, out });
}

function optimizerResult(outcome: Outcome): OptimizerResult {
  const { entrant, trials, finals, best, defaults, near, arrived, diverged } = outcome;
  const { stepsToGoal, secondsToGoal, final, msPerStep } = outcome;
  return {
    optimizer: entrant.name,
    source: entrant.space.source?.url ?? null,
    trials: trials.length,
    divergedTrials: trials.filter((trial) => trial.diverged).length,
    near: near[0],
    defaults: defaults?.end?.value ?? null,
    best:
      best?.end === undefined
        ? null
        : {
            trial: best.trial,
            value: best.end.value,
            options: searchedOf(entrant, best.setting.options),
          },
    runs: finals.length,
    diverged,
    arrived: arrived[0],
    ...given({ final, stepsToGoal, secondsToGoal }),
    ...(msPerStep !== undefined && { msPerStep }),
  };
}

/** The estimates that there are. */
function given<T extends Readonly<Record<string, Estimate | undefined>>>(estimates: T) {
  return Object.fromEntries(
    Object.entries(estimates).filter(([, estimate]) => estimate !== undefined),
  ) as { readonly [K in keyof T]?: Estimate };
}
