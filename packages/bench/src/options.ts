import { parseArgs } from 'node:util';
import { OptionError } from '@nadir/core';
import { type Size, sizes } from './size.js';

/** What the command line asks for. */
export interface BenchOptions {
  readonly help: boolean;
  readonly json: boolean;
  readonly rounds: number;
  readonly sizes: readonly Size[];
}

/** What `--help` prints. */
export const help = `Times steps of AdamW: TensorFlow.js, Nadir and PyTorch, alternating in one run.

  npm run bench -- [options]

  --sizes LIST   ${sizes.map(({ name }) => name).join(', ')}, or several with commas (default: all)
  --rounds N     turns of each contender (default: 20; slow ones have a quarter of them)
  --json         print the results as JSON
  --help         print this

PyTorch takes part when NADIR_PYTHON names a Python that has it, or python3 on the PATH does.
Results are also written to bench-results/.`;

/**
 * Reads the arguments of the command.
 *
 * @throws {@link OptionError} at the first one that is unknown or out of range.
 */
export function parseOptions(args: readonly string[]): BenchOptions {
  const values = parse(args);
  return {
    help: values.help,
    json: values.json,
    rounds: roundsOf(values.rounds),
    sizes: values.sizes.split(',').map(sizeNamed),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        rounds: { type: 'string', default: '20' },
        sizes: { type: 'string', default: sizes.map(({ name }) => name).join(',') },
      },
    }).values;
  } catch (cause) {
    throw new OptionError(
      `bench: got ${args.join(' ')}, expected options as --help lists them. ${(cause as Error).message}.`,
      { cause },
    );
  }
}

function roundsOf(text: string): number {
  const rounds = Number(text);
  if (!Number.isSafeInteger(rounds) || rounds < 1) {
    throw new OptionError(`bench --rounds: got ${text}, expected an integer ≥ 1.`);
  }
  return rounds;
}

function sizeNamed(name: string): Size {
  const size = sizes.find((one) => one.name === name);
  if (size === undefined) {
    const known = sizes.map((one) => one.name).join(', ');
    throw new OptionError(`bench --sizes: got ${name}, expected some of ${known}.`);
  }
  return size;
}
