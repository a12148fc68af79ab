import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const playFlags = {
  print: { ...toggle, help: 'Print the link, and open no browser' },
} as const;

/**
 * `nadir play RUN`: opens the playground with the problem, network and optimizer of a run.
 * @returns The exit status.
 */
export async function playCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir play', args, { ...playFlags, ...commonFlags });
  if (values.help) {
    io.stdout.write(playHelp(io));
    return 0;
  }
  const [folder, ...rest] = words;
  if (folder === undefined || rest.length > 0) {
    throw usageError(
      `nadir play: got ${words.length} words, expected one: a run folder. Write nadir play runs/my-run.`,
    );
  }
  const { play } = await import('./play.js');
  return play(folder, values.print ?? false, io);
}

function playHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir play <run> [flags]'],
    'Opens the playground in the browser with the problem, network and optimizer of a run, and prints ' +
      'the link. Layers of more units than the playground draws become as large as it can draw.',
    [{ title: 'Flags', flags: { ...playFlags, ...commonFlags } }],
  );
}
