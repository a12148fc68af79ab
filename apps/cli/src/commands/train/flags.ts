import type { OptionValue } from '@nadir/core/internal';
import { fileFlags } from '../../data/flags.js';
import { problemNames } from '../../data/problem-names.js';
import type { Flag } from '../../flags/read.js';
import { choice, integer, number, type Reader, text, toggle } from '../../flags/readers.js';
import { parseNumber } from '../../text/numbers.js';
import { optimizerOptions } from '../../training/optimizer-options.js';
import { batchOption } from '../../training/options.js';

/** Flags that choose what is learned. */
export const dataFlags = {
  problem: {
    ...choice('name', problemNames),
    help: `Problem to learn: ${problemNames.join(', ')}; default digits`,
  },
  ...fileFlags,
} as const;

/** Flags about what is written and where. */
export const outputFlags = {
  out: { ...text('folder'), help: 'Run folder; default runs/<problem>-<optimizer>-seed<n>' },
  resume: {
    ...toggle,
    help: 'Go on with the training that was stopped in the run folder, if there is one',
  },
  pauseAfter: {
    ...integer(1, 100_000),
    help: 'Stop after so many epochs; nadir resume goes on as if nothing had stopped it',
  },
  restart: { ...toggle, help: 'Begin anew where a training was stopped: its checkpoints are lost' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/** Whether there is an optimizer of a name. */
export const isOptimizer = (name: string): boolean => Object.hasOwn(optimizerOptions, name);

/**
 * A flag for every option of an optimizer; `--batch` is one already. There are none for an optimizer that there is not: its name is
 * refused where the flags are read.
 */
export function optionFlags(name: string): Readonly<Record<string, Flag<OptionValue>>> {
  const options = isOptimizer(name) ? optimizerOptions[name] : undefined;
  return Object.fromEntries(
    Object.entries(options ?? {})
      .filter(([option]) => option !== batchOption)
      .map(([option, value]) => [option, { ...readerOf(value), help: `Default ${value}` }]),
  );
}

/** Ranges are left to the rule, which knows them. */
function readerOf(value: OptionValue): Reader<OptionValue> {
  if (typeof value === 'boolean') return toggle;
  if (typeof value === 'number') return number('a finite number', () => true);
  return typeof value === 'string' ? text('word') : numbers;
}

/** Numbers with commas between them. */
const numbers: Reader<readonly number[]> = {
  placeholder: 'x,x,…',
  expected: 'numbers with commas between them',
  parse(given) {
    const list = given.split(',').map(parseNumber);
    return list.includes(undefined) ? undefined : (list as number[]);
  },
};
