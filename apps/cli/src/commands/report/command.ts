import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { text, toggle } from '../../flags/readers.js';
import { failure, reasonOf, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { writeWhole } from '../../shell/output-folder/whole-file.js';
import { printable } from '../../terminal/layout.js';
import { chosenBy, type RunCurves, runCurves } from './run-curves.js';
import { renderRuns } from './svg.js';

const reportFlags = {
  out: { ...text('file.svg'), help: 'File of the image; default report.svg' },
  json: {
    ...toggle,
    help: 'Print the best epoch of each run as one line of JSON, and write no image',
  },
} as const;

/**
 * `nadir report RUN …`: the curves of runs in one image, and the best epoch of each.
 * @returns The exit status.
 */
export async function reportCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir report', args, { ...reportFlags, ...commonFlags });
  if (values.help) {
    io.stdout.write(reportHelp(io));
    return 0;
  }
  if (words.length === 0) {
    throw usageError(
      'nadir report: got no run, expected one run folder or more. Write nadir report runs/a runs/b.',
    );
  }
  const runs = words.map(runCurves);
  const other = runs.find(({ task }) => task !== runs[0]?.task);
  if (other !== undefined) {
    throw usageError(
      `nadir report: got classifications and regressions, expected runs of one kind. Leave ${other.name} out.`,
    );
  }
  if (values.json) {
    io.stdout.write(`${JSON.stringify(runs.map(lineOf))}\n`);
    return 0;
  }
  const out = values.out ?? 'report.svg';
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

function reportHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir report <run> [run …] [flags]'],
    'Draws the curves of runs into one image that stands alone: loss, accuracy or R², and the best epoch of each.',
    [{ title: 'Flags', flags: { ...reportFlags, ...commonFlags } }],
  );
}
