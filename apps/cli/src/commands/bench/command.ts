import type { bench } from '@nadir/bench';
import { browserBackends, nodeBackends, trainings, updates } from '@nadir/bench/choices';
import { commonFlags, formatHelp } from '../../flags/help.js';
import { readFlags } from '../../flags/read.js';
import { integer, several, text, toggle } from '../../flags/readers.js';
import { usageError } from '../../shell/errors.js';
import type { Io } from '../../shell/io.js';

const taskNames = [...updates, ...trainings].map(({ name }) => name);
const backendNames = [...nodeBackends, ...browserBackends];

const flags = {
  tasks: {
    ...several('names', taskNames),
    help: `What to measure, with commas between: ${taskNames.join(', ')}; default all`,
  },
  backends: {
    ...several('names', backendNames),
    help: `Where, with commas between: ${backendNames.join(', ')}; default all that can run here`,
  },
  rounds: {
    ...integer(1, 10_000),
    help: 'Turns of each contender, slow ones a quarter; default 20',
  },
  browser: { ...text('program'), help: 'Chromium or Chrome to start for webgl and webgpu' },
  page: { ...toggle, help: 'Start no browser: open the page yourself, where your GPU is' },
  out: { ...text('file.json'), help: 'Write every turn of every contender there too' },
  json: { ...toggle, help: 'Print the results as JSON, and nothing else' },
  ...commonFlags,
} as const;

/**
 * `nadir bench`: measures Nadir against TensorFlow.js and PyTorch in one run.
 * @returns The exit status.
 */
export async function benchCommand(
  args: readonly string[],
  io: Io,
  run?: typeof bench,
): Promise<number> {
  const { values, words } = readFlags('nadir bench', args, flags);
  if (values.help) {
    io.stdout.write(benchHelp(io));
    return 0;
  }
  if (words.length > 0) {
    throw usageError(
      `nadir bench: got the word ${JSON.stringify(words[0])}, expected flags only. ` +
        'Write --tasks before names of tasks.',
    );
  }
  if (values.page && values.browser !== undefined) {
    throw usageError('nadir bench: got --page and --browser, expected one of them.');
  }
  const { measure } = await import('./measure.js');
  return measure(values, io, run);
}

function benchHelp(io: Io): string {
  return formatHelp(
    io,
    ['nadir bench [flags]', 'nadir bench --tasks small,mlp --backends wasm'],
    'Measures updates and whole steps of training: Nadir, TensorFlow.js with its own optimizer, and ' +
      'PyTorch where NADIR_PYTHON or python3 has it, all alternating in one run.',
    [{ title: 'Flags', flags }],
  );
}
