import { setTimeout as pause } from 'node:timers/promises';
import { lastCheckpoint, processIn } from '../../../run/folder.js';
import type { Entry } from '../ledger/entry.js';
import { argumentsOf } from '../plan/arguments.js';
import type { SweepConfig } from '../plan/config.js';
import { metricNames } from '../plan/metric.js';
import { type Ended, runProgram } from './training-process.js';

/** A trial in a rung. */
export interface Task {
  /** Number of the trial, from 1. */
  readonly trial: number;
  /** Number of the rung, from 0. */
  readonly rung: number;
}

/** How a trial has ended: with an entry, for some reason without one, or because it was stopped. */
export type TrialEnd =
  | { readonly entry: Entry }
  | { readonly failed: string; readonly isUsage: boolean }
  | { readonly stopped: true };

/** Kills without a checkpoint between them after which a trial is given up. */
const mostKills = 3;

/** Milliseconds that a process of an earlier driver has for its end. */
const farewellMs = 10_000;

/**
 * Trains the model of a trial in a process of its own. Where that is killed, another one goes on from its last checkpoint.
 *
 * @param out Run folder of the trial.
 */
export async function runTrial(
  config: SweepConfig,
  task: Task,
  out: string,
  signal: AbortSignal,
): Promise<TrialEnd> {
  const { epochs } = config.rungs[task.rung] as SweepConfig['rungs'][number];
  const args = [
    'train',
    ...argumentsOf({ ...config.fixed, ...config.trials[task.trial - 1] }),
    ...argumentsOf({ out, resume: true, json: true, ...(epochs && { pauseAfter: epochs }) }),
  ];
  let kills = 0;
  let reached: string | undefined;
  for (;;) {
    await isFree(out);
    if (signal.aborted) return { stopped: true };
    const ended = await runProgram(args, signal);
    const { status } = ended;
    if (status !== null && status < 128) return endOf(task, config.metric, ended);
    if (signal.aborted) return { stopped: true };
    const checkpoint = lastCheckpoint(out);
    kills = checkpoint === reached ? kills + 1 : 1;
    reached = checkpoint;
    if (kills >= mostKills) {
      const killer = ended.signal ?? `status ${status}`;
      return {
        failed: `was killed (${killer}) ${kills} times without a checkpoint between. If memory is short, write fewer --jobs.`,
        isUsage: false,
      };
    }
  }
}

/** Waits until no process trains there any more: one of a driver that was killed ends soon after it. */
async function isFree(out: string): Promise<void> {
  for (let waited = 0; waited < farewellMs && processIn(out) !== undefined; waited += 50) {
    await pause(50);
  }
}

function endOf(task: Task, metric: SweepConfig['metric'], ended: Ended): TrialEnd {
  const { status, stdout, message } = ended;
  const result = parse(stdout);
  if (result?.diverged === true) {
    return { entry: { ...task, outcome: 'diverged', reason: String(result.reason) } };
  }
  if (status !== 0 || result === undefined) {
    return { failed: message || `ended with status ${status}`, isUsage: status === 2 };
  }
  const { validation, bestEpoch, epochs, seconds } = result;
  if (typeof validation !== 'object' || validation === null) {
    return {
      failed:
        '--split: got no validation part, expected one: trials are compared by it. Write --split 70/15/15.',
      isUsage: true,
    };
  }
  if (!(metric in validation)) {
    const names = metricNames.filter((name) => name in validation);
    return {
      failed: `--metric: got ${metric}, which this target does not have, expected one of ${names.join(', ')}.`,
      isUsage: true,
    };
  }
  const outcome = result.paused === true ? 'paused' : 'finished';
  const facts = { validation, bestEpoch, epochs, seconds } as Omit<Entry, keyof Task | 'outcome'>;
  return { entry: { ...task, outcome, ...facts } };
}

/** What a training has printed with `--json`. */
function parse(stdout: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return JSON.parse(stdout);
  } catch {
    // A process that fails prints nothing.
    return undefined;
  }
}
