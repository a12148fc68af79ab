import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { choice, text, toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const flags = {
  names: {
    ...choice('library', ['pytorch', 'tfjs']),
    help: 'Give the arrays the names and layouts of this library, from those of the other',
  },
  like: {
    ...text('model.json'),
    help: 'Take the layers of this model.json, to write one from weights alone',
  },
  compress: { ...toggle, help: 'Deflate the arrays of an .npz' },
  force: { ...toggle, help: 'Replace a file that is already there' },
  json: { ...toggle, help: 'Print what was done as one line of JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir convert FROM TO`: writes the weights of a file in another format, or with other names.
 * @returns The exit status.
 */
export async function convertCommand(args: readonly string[], io: Io): Promise<number> {
  const { values, words } = readFlags('nadir convert', args, flags);
  if (values.help) {
    io.stdout.write(
      formatHelp(
        io,
        ['nadir convert <from> <to> [flags]'],
        'Writes the arrays of a file as .safetensors, as .npz, or as a model.json of TensorFlow.js with its ' +
          'weight files, by the ending of the second name. No number changes. With --names, dense, convolution, ' +
          'embedding and normalization layers are renamed and transposed, such as kernel [in, out] to weight ' +
          '[out, in].',
        [{ title: 'Flags', flags }],
      ),
    );
    return 0;
  }
  const [from, to, ...rest] = words;
  if (from === undefined || to === undefined || rest.length > 0) {
    throw usageError(
      `nadir convert: got ${words.length === 1 ? '1 word' : `${words.length} words`}, expected two: the file to read and the file to write. Write ` +
        'nadir convert model.json model.safetensors.',
    );
  }
  const { convert } = await import('./convert.js');
  return convert(from, to, values, io);
}
