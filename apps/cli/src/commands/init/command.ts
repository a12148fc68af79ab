import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import { colorsFor, type Io } from '../../shell/io.js';
import { printable } from '../../terminal/layout.js';
import { quoted } from '../../text/quoted.js';
import { writeProject } from './write-project.js';

const flags = {
  node: { ...toggle, help: 'A program for Node.js, in JavaScript; the default' },
  vite: { ...toggle, help: 'A page in TypeScript, served and built by Vite' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir init [FOLDER]`: writes a small project that trains.
 * @returns The exit status.
 */
export async function initCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir init', args, flags);
  if (values.help) {
    io.stdout.write(
      formatHelp(
        io,
        ['nadir init [folder] [flags]'],
        'Writes a small project that trains a network with @nadir/train and goes on where it was stopped: into a new or empty folder, ' +
          'or the one that you are in.',
        [{ title: 'Flags', flags }],
      ),
    );
    return 0;
  }
  const [folder = '.', ...rest] = words;
  if (rest.length > 0) {
    throw usageError(
      `nadir init: got ${words.length} words, expected a folder or none. Write nadir init my-model.`,
    );
  }
  if (values.node && values.vite) {
    throw usageError('--vite: got --node too, expected one of them. Leave one out.');
  }
  const kind = values.vite ? 'vite' : 'node';
  const files = writeProject(folder, kind);
  const steps = [
    ...(folder === '.' ? [] : [`cd ${quoted(folder)}`]),
    'npm install',
    kind === 'vite' ? 'npm run dev' : 'npm start',
  ];
  if (values.json) {
    io.stdout.write(`${JSON.stringify({ kind, folder, files, steps })}\n`);
    return 0;
  }
  const { bold, dim } = colorsFor(io, io.stdout);
  io.stdout.write(
    [
      `${bold(printable(folder))}${dim(`  ${files.join(', ')}`)}`,
      '',
      ...steps.map((step) => `  ${step}`),
      '',
    ].join('\n'),
  );
  return 0;
}
