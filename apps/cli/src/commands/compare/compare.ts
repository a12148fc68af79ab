import { setImmediate } from 'node:timers/promises';
import { NadirError } from '@nadir/core';
import { useBackend } from '../../backends/load.js';
import { failure, interruptedStatus } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { OutputFolder } from '../../shell/output-folder/output-folder.js';
import { safeName } from '../../shell/output-folder/safe-name.js';
import { printable } from '../../terminal/layout.js';
import { execute, type Results } from './execution/execute.js';
import { comparisonFolder, files, rounded } from './outcome/folder.js';
import { outcomesOf } from './outcome/outcome.js';
import { resultOf } from './outcome/result.js';
import { environmentOf } from './report/environment.js';
import { renderHtml } from './report/html.js';
import { renderSvg } from './report/svg.js';
import { type CompareFlags, type Resolved, resolve } from './resolve.js';
import { comparisonProgress } from './terminal/progress.js';
import { formatOutcomes, formatPlan } from './terminal/summary.js';

/**
 * Compares the optimizers that the flags of `nadir compare` ask for.
 * @returns The exit status.
 */
export async function compare(flags: CompareFlags, io: Io): Promise<number> {
  const resolved = await resolve(flags);
  const { plan } = resolved;
  await useBackend(plan.backend, io);
  if (io.signal.aborted) return interruptedStatus;

  const out = flags.out ?? `runs/compare-${safeName(plan.problem)}`;
  const done = await work(resolved, out, io);
  if (done === undefined) return interruptedStatus;
  const { outcomes, interrupted } = done;
  const colors = colorsFor(io, io.stdout);
  io.stdout.write(
    flags.json
      ? `${JSON.stringify(resultOf(plan, outcomes, interrupted, out))}\n`
      : formatOutcomes(plan, outcomes, out, io.stdout.columns ?? 100, colors),
  );
  return interrupted ? interruptedStatus : 0;
}

/** Does what the plan says, and leaves the folder, unless it was stopped before the end of the first run. */
async function work(resolved: Resolved, out: string, io: Io) {
  const folder = new OutputFolder(out, comparisonFolder, resolved.plan);
  folder.write(files.results, '');
  try {
    return await workInto(folder, resolved, io);
  } catch (error) {
    folder.discard();
    if (error instanceof NadirError) throw failure(`nadir compare: ${error.message}`, error);
    throw error;
  }
}

async function workInto(folder: OutputFolder, { plan, course }: Resolved, io: Io) {
  const colors = colorsFor(io, io.stderr);
  io.stderr.write(formatPlan(plan, io.stderr.columns ?? 100, colors));
  if (folder.replaces) {
    const place = printable(folder.path);
    io.stderr.write(colors.dim(`replaces the comparison in ${place} when it is whole\n`));
  }
  const progress = comparisonProgress(io, plan);
  let results: Results;
  try {
    results = await execute(plan, course, {
      signal: io.signal,
      now: io.now,
      turn: () => setImmediate(),
      onStep: (moment) => progress.step(moment),
      onRun(piece) {
        folder.append(files.results, rounded(piece.record));
        progress.piece(piece);
      },
    });
  } finally {
    progress.done();
  }
  if (results.records.length === 0) {
    folder.discard();
    io.stderr.write(colors.yellow('stopped before the end of the first run; nothing is saved\n'));
    return undefined;
  }
  const outcomes = outcomesOf(plan, results);
  folder.write(files.svg, renderSvg(plan, outcomes, results.interrupted));
  folder.write(files.html, renderHtml(plan, outcomes, results.interrupted, environmentOf(plan)));
  folder.finish();
  if (results.interrupted) {
    const done = `stopped after ${results.records.length} runs; the report is of those\n`;
    io.stderr.write(colors.yellow(done));
  }
  return { outcomes, interrupted: results.interrupted };
}
