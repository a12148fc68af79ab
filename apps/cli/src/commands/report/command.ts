import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { text, toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

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
  const { report } = await import('./report.js');
  return report(words, values, io);
}

function reportHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir report <run> [run …] [flags]'],
    'Draws the curves of runs into one image that stands alone: loss, accuracy or R², and the best epoch of each.',
    [{ title: 'Flags', flags: { ...reportFlags, ...commonFlags } }],
  );
}
