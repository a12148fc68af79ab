import { failure, reasonOf, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { writeWhole } from '../../shell/output-folder/whole-file.js';
import { printable } from '../../terminal/layout.js';
import { chosenBy, type RunCurves, runCurves } from './run-curves.js';
import { renderRuns } from './svg.js';

/** The flags of `nadir report` that were given. */
interface ReportFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/**
 * Draws the curves of runs.
 *
 * @param folders Folders of the runs.
 * @returns The exit status.
 */
export function report(folders: readonly string[], flags: ReportFlags, io: Io): number {
  const runs = folders.map(runCurves);
  const other = runs.find(({ task }) => task !== runs[0]?.task);
  if (other !== undefined) {
    throw usageError(
      `nadir report: got classifications and regressions, expected runs of one kind. Leave ${other.name} out.`,
    );
  }
  if (flags.json) {
    io.stdout.write(`${JSON.stringify(runs.map(lineOf))}\n`);
    return 0;
  }
  const out = flags.out ?? 'report.svg';
  write(out, renderRuns(runs));
  io.stderr.write(`${runs.length} ${runs.length === 1 ? 'run' : 'runs'} in ${printable(out)}\n`);
  return 0;
}

const lineOf = ({ name, optimizer, learningRate, metrics, best }: RunCurves) => ({
  ...{ name, optimizer, learningRate, epochs: metrics.length, bestEpoch: best.epoch },
  ...chosenBy(best),
});

/** Writes the image, which has its name when it is whole. */
function write(out: string, image: string): void {
  try {
    writeWhole(out, image);
  } catch (error) {
    throw failure(
      `--out: got ${reasonOf(error)} at ${out}, expected a file to write. Choose another one.`,
      error,
    );
  }
}
