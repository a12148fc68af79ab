import { availableParallelism } from 'node:os';
import { fingerprintOf } from '../../data/file.js';
import { failure, interruptedStatus, usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { printable, wrap } from '../../terminal/layout.js';
import { counted } from '../../text/words.js';
import { execute } from './execution/execute.js';
import { runTrial } from './execution/trial.js';
import { SweepFolder } from './folder.js';
import { sweepProgress } from './outcome/progress.js';
import { resultOf, type SweepResult } from './outcome/result.js';
import { formatResult } from './outcome/summary.js';
import type { SweepConfig } from './plan/config.js';
import { type Asked, resolve } from './resolve.js';

/**
 * Searches as the command line asks, or goes on with that.
 * @returns The exit status.
 */
export async function sweep(args: readonly string[], io: Io): Promise<number> {
  const asked = await resolve(args);
  if (io.signal.aborted) return interruptedStatus;
  const { folder, config } = opened(asked);
  let result: SweepResult;
  try {
    await refuseOtherFile(config);
    result = await search(folder, config, asked.jobs, io);
  } finally {
    folder.leave();
  }
  const colors = colorsFor(io, io.stdout);
  io.stdout.write(
    asked.json
      ? `${JSON.stringify(result)}\n`
      : formatResult(result, io.stdout.columns ?? 100, colors),
  );
  if (result.interrupted) {
    const place = printable(folder.path);
    io.stderr.write(
      `${colorsFor(io, io.stderr).yellow('stopped')}; go on by the same command, or by nadir sweep --resume ${place}\n`,
    );
    return interruptedStatus;
  }
  if (result.failures.length > 0) {
    throw failure(
      `nadir sweep: got ${counted(result.failures.length, 'trial')} that failed, expected none. ` +
        'See why above; the same command tries them again.',
    );
  }
  return 0;
}

function opened({ config, out }: Asked) {
  if (config === undefined) return SweepFolder.resume(out);
  return { folder: SweepFolder.begin(out, config), config };
}

/** @throws {@link CliError} with status 1 when the file is not that of the trials before. */
async function refuseOtherFile({ fixed, fingerprint }: SweepConfig): Promise<void> {
  const file = String(fixed.data);
  if (fingerprint === undefined || (await fingerprintOf([file])) === fingerprint) return;
  throw failure(
    `${printable(file)}: got another file than the sweep began with, expected the same. Bring it back, or write --out for another folder.`,
  );
}

async function search(
  folder: SweepFolder,
  config: SweepConfig,
  wantedJobs: number | undefined,
  io: Io,
): Promise<SweepResult> {
  const { ledger } = folder;
  const say = (text: string) => {
    const lines = wrap(text, Math.min(io.stderr.columns ?? 100, 100));
    io.stderr.write(`${lines.join('\n')}\n`);
  };
  if (ledger.damage !== undefined) {
    const { line, bytes } = ledger.damage;
    say(
      `ledger.jsonl: got damage from line ${line} on; ${bytes} bytes are cut off, and their trials go on from what is in their folders.`,
    );
  }
  const jobs = Math.min(wantedJobs ?? availableParallelism(), config.trials.length);
  say(planOf(config, jobs));
  if (ledger.entries.length > 0) {
    say(`goes on: ${counted(ledger.entries.length, 'result')} in the ledger already`);
  }
  const progress = sweepProgress(io, config, ledger.entries);
  try {
    const { failures, interrupted, refused } = await execute(config, ledger, {
      ...{ jobs, signal: io.signal },
      run: (task, signal) => runTrial(config, task, folder.trial(task.trial), signal),
      onStart: () => progress.start(),
      onEntry: (entry) => progress.entry(entry, ledger.entries),
      onFailure: ({ trial, reason }) => progress.failure(trial, reason),
    });
    if (refused !== undefined) throw usageError(refused);
    const trialFolder = (trial: number) => folder.trial(trial);
    return resultOf(config, ledger.entries, {
      ...{ failures: failures.map(({ trial, reason }) => ({ trial, reason })), interrupted },
      ...{ out: folder.path, trialFolder },
    });
  } finally {
    progress.done();
  }
}

/** What is going to be tried. */
function planOf({ method, trials, rungs, metric }: SweepConfig, jobs: number): string {
  const epochs = rungs.flatMap((rung) => (rung.epochs === undefined ? [] : [rung]));
  const halving = epochs.map((rung) => `${rung.trials} for ${counted(rung.epochs ?? 0, 'epoch')}`);
  const last = rungs.at(-1)?.trials ?? 0;
  const course = halving.length === 0 ? '' : `: ${halving.join(', ')}, ${last} to the end`;
  return (
    `${counted(trials.length, 'trial')} by ${method}${course}; ${jobs} at the same time; ` +
    `by the ${metric} on the validation part`
  );
}
