import type { Entry } from '../ledger/entry.js';
import type { Ledger } from '../ledger/ledger.js';
import { figureOf, ranked } from '../ledger/ranking.js';
import type { SweepConfig } from '../plan/config.js';
import { metricOf } from '../plan/metric.js';
import type { Task, TrialEnd } from './trial.js';

/** A trial without an entry: it is tried again when the sweep goes on. */
export interface Failure extends Task {
  readonly reason: string;
}

/** What a sweep is given of the world. */
export interface Inputs {
  /** Trials that run at the same time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  run(task: Task, signal: AbortSignal): Promise<TrialEnd>;
  onStart(task: Task): void;
  onEntry(entry: Entry): void;
  onFailure(failure: Failure): void;
}

/** How a sweep has ended. */
export interface Ending {
  readonly failures: readonly Failure[];
  /** Why no trial can run, where the command line has to change. */
  readonly refused?: string;
  readonly interrupted: boolean;
}

/** Trials that fail one after the other, after which the others are not begun: what they lack is not theirs. */
const mostFailures = 3;

/** Runs what the ledger has no entry of, rung by rung. */
export async function execute(
  config: SweepConfig,
  ledger: Ledger,
  inputs: Inputs,
): Promise<Ending> {
  const failures: Failure[] = [];
  for (const rung of config.rungs.keys()) {
    const tasks = contestants(config, ledger, rung).map((trial) => ({ trial, rung }));
    const left = tasks.filter(({ trial }) => ledger.find(trial, rung) === undefined);
    for (const { trial } of left) {
      // Its training has come to its end before its epochs were over.
      const earlier = ledger.find(trial, rung - 1);
      if (earlier?.outcome === 'finished') ledger.add({ ...earlier, rung });
    }
    const open = left.filter(({ trial }) => ledger.find(trial, rung) === undefined);
    const { refused } = await runAll(open, ledger, inputs, failures);
    const interrupted = inputs.signal.aborted;
    if (refused !== undefined || interrupted || failures.length > 0) {
      return { failures, interrupted, ...(refused !== undefined && { refused }) };
    }
  }
  return { failures, interrupted: false };
}

/** The trials of a rung: all of them, or the best of the rung before. */
function contestants(config: SweepConfig, ledger: Ledger, rung: number): number[] {
  if (rung === 0) return config.trials.map((_, i) => i + 1);
  const metric = metricOf(config.metric);
  const before = ledger.entries.filter((entry) => entry.rung === rung - 1);
  return ranked(before, metric)
    .filter((entry) => figureOf(entry, metric) !== undefined)
    .slice(0, config.rungs[rung]?.trials)
    .map(({ trial }) => trial);
}

/** Runs tasks, some at a time, and adds what comes of them to the ledger. */
async function runAll(
  tasks: readonly Task[],
  ledger: Ledger,
  inputs: Inputs,
  failures: Failure[],
): Promise<Pick<Ending, 'refused'>> {
  const queue = [...tasks];
  const giveUp = new AbortController();
  const signal = AbortSignal.any([inputs.signal, giveUp.signal]);
  let inRow = 0;
  let refused: string | undefined;
  const workUntilDone = async () => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) {
      if (signal.aborted || inRow >= mostFailures) return;
      inputs.onStart(task);
      const end = await inputs.run(task, signal);
      if ('entry' in end) {
        inRow = 0;
        ledger.add(end.entry);
        inputs.onEntry(end.entry);
      } else if ('failed' in end) {
        if (end.isUsage) {
          refused ??= end.failed;
          giveUp.abort();
          return;
        }
        inRow++;
        const failure = { ...task, reason: end.failed };
        failures.push(failure);
        inputs.onFailure(failure);
      }
    }
  };
  const work = () =>
    workUntilDone().catch((error) => {
      giveUp.abort();
      throw error;
    });
  // No process is left behind, whatever has gone wrong in one of them.
  const ends = await Promise.allSettled(Array.from({ length: inputs.jobs }, work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return refused === undefined ? {} : { refused };
}
