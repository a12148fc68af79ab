import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { text, toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const reportFlags = {
  out: {
    ...text('file'),
    help: 'File to write: a page that ends in .html, or an image that ends in .svg; default report.html',
  },
  json: {
    ...toggle,
    help: 'Print the best epoch of each run as one line of JSON, and write no file',
  },
} as const;

/**
 * `nadir report RUN …`: the curves of runs in one page or image, and the best epoch of each.
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
  const { report } = await import('./report.js');
  return report(words, values, io);
}

function reportHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir report <run> [run …] [flags]', 'nadir report race.jsonl'],
    'Draws the curves of runs into one page or image that stands alone: loss, accuracy or R², the best epoch of each, and in a page ' +
      'their settings. It reads run folders, and the JSON lines of a race that the playground has written.',
    [{ title: 'Flags', flags: { ...reportFlags, ...commonFlags } }],
  );
}
