import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const flags = {
  headersOnly: { ...toggle, help: 'Read no values: list names, dtypes, shapes and sizes only' },
  json: { ...toggle, help: 'Print all of it as one line of JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir inspect PATH…`: tells what is in files of weights and arrays.
 * @returns The exit status: 1 when a file cannot be read.
 */
export async function inspectCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir inspect', args, flags);
  if (values.help) {
    io.stdout.write(
      formatHelp(
        io,
        ['nadir inspect <file or folder> … [flags]'],
        'Lists the arrays of a file: name, dtype, shape and size, how many numbers are NaN or infinite, and ' +
          'least, greatest and mean of the others. It reads .safetensors, .npz, .npy and the model.json of ' +
          'TensorFlow.js, and of a folder all of these that are in it. Files may be larger than memory.',
        [{ title: 'Flags', flags }],
      ),
    );
    return 0;
  }
  if (words.length === 0) {
    throw usageError(
      'nadir inspect: got no file, expected one or more files or folders. Write nadir inspect model.safetensors.',
    );
  }
  const { inspect } = await import('./inspect.js');
  return inspect(words, values, io);
}
