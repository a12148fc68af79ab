import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const flags = {
  json: { ...toggle, help: 'Print all of it as one line of JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir verify PATH…`: says whether files of weights, checkpoints and runs are whole.
 * @returns The exit status: 1 when something is damaged.
 */
export async function verifyCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir verify', args, flags);
  if (values.help) {
    io.stdout.write(
      formatHelp(
        io,
        ['nadir verify <file or folder> … [flags]'],
        'Says whether checkpoints, .safetensors, .npz, .npy, models of TensorFlow.js and run folders are ' +
          'whole, and names every place that is damaged. Checksums are compared where a file has some, headers ' +
          'and sizes in any case. The exit status is 1 when something is damaged.',
        [{ title: 'Flags', flags }],
      ),
    );
    return 0;
  }
  if (words.length === 0) {
    throw usageError(
      'nadir verify: got no file, expected one or more files or folders. Write nadir verify runs/my-run.',
    );
  }
  const { verify } = await import('./verify.js');
  return verify(words, values.json ?? false, io);
}
