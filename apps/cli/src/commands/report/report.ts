import { extname } from 'node:path';
import { failure, reasonOf, usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';
import { writeWhole } from '../../shell/output-folder/whole-file.js';
import { printable } from '../../terminal/layout.js';
import { counted } from '../../text/words.js';
import { renderHtml } from './html.js';
import { raceIn } from './race.js';
import type { Reported } from './reported.js';
import { runIn } from './run-folder.js';
import { renderSvg } from './svg.js';

/** The flags of `nadir report` that were given. */
interface ReportFlags {
  readonly out?: string;
  readonly json?: boolean;
}

/** What writes a report, by the ending of its file. */
const renderers: ReadonlyMap<string, (runs: readonly Reported[]) => string> = new Map([
  ['.html', renderHtml],
  ['.svg', renderSvg],
]);

/**
 * Draws the curves of runs.
 *
 * @param words Folders of runs, and races of the playground.
 * @returns The exit status.
 */
export function report(words: readonly string[], flags: ReportFlags, io: Io): number {
  const { out = 'report.html' } = flags;
  const render = renderers.get(extname(out).toLowerCase());
  if (render === undefined) {
    throw usageError(
      `--out: got ${out}, expected a name that ends in ${[...renderers.keys()].join(' or ')}.`,
    );
  }
  const runs = words.flatMap((word) => (extname(word) === '.jsonl' ? raceIn(word) : [runIn(word)]));
  const other = runs.find(({ task }) => task !== runs[0]?.task);
  if (other !== undefined) {
    throw usageError(
      `nadir report: got ${kinds[runs[0]?.task ?? 'other']} and ${kinds[other.task]}, expected runs of one kind. Leave ${other.name} out.`,
    );
  }
  if (flags.json) {
    io.stdout.write(`${JSON.stringify(runs.map(lineOf))}\n`);
    return 0;
  }
  write(out, render(runs));
  io.stderr.write(`${counted(runs.length, 'run')} in ${printable(out)}\n`);
  return 0;
}

const kinds: Readonly<Record<Reported['task'], string>> = {
  classification: 'classifications',
  regression: 'regressions',
  other: 'races that have a loss only',
};

/** A run as `--json` prints it. */
function lineOf({ name, optimizer, learningRate, points, best }: Reported) {
  const { epoch, step, scores } = best;
  const places =
    epoch === undefined
      ? { steps: points.at(-1)?.step, bestStep: step }
      : { epochs: points.length, bestEpoch: epoch };
  return { name, optimizer, learningRate, ...places, ...scores };
}

/** Writes the report, which has its name when it is whole. */
function write(out: string, text: string): void {
  try {
    writeWhole(out, text);
  } catch (error) {
    throw failure(
      `--out: got ${reasonOf(error)} at ${out}, expected a file to write. Choose another one.`,
      error,
    );
  }
}
