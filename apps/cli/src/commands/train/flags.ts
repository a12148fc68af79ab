import type { OptionValue } from '@nadir/core/internal';
import { optimizers } from '@nadir/optim';
import { problemNames } from '../../data/problem.js';
import { type Flag, spell } from '../../flags/read.js';
import { choice, names, number, type Reader, text, toggle } from '../../flags/readers.js';
import { parseNumber } from '../../text/numbers.js';
import { batchOption, defaultsOf } from '../../training/optimizers.js';

/** Shares of a file's rows, in percent. */
const shares: Reader<{ readonly validation: number; readonly test: number }> = {
  placeholder: 'n/n/n',
  expected: 'percentages of training, validation and test that add up to 100, such as 70/15/15',
  parse(given) {
    const [train = 0, validation = 0, test = 0, ...more] = given.split('/').map(Number);
    const isWhole = train > 0 && validation >= 0 && test >= 0 && train + validation + test === 100;
    return isWhole && more.length === 0
      ? { validation: validation / 100, test: test / 100 }
      : undefined;
  },
};

/** Flags about the columns of a file. */
export const columnFlags = {
  target: { ...text('column'), help: 'Column of the file to predict from the others' },
  task: {
    ...choice('task', ['classification', 'regression']),
    help: 'What the target holds. Left out: numbers are regression, unless few and whole',
  },
  ignore: { ...names, help: 'Columns to leave out' },
  categorical: { ...names, help: 'Columns whose values are categories, whatever they look like' },
  weight: { ...text('column'), help: 'Column that says how much each row counts' },
  group: { ...text('column'), help: 'Column of which equal values stay in the same part' },
  time: { ...text('column'), help: 'Column to split by: the last rows are for testing' },
  split: { ...shares, help: 'Shares for training, validation and test; default 70/15/15' },
  balanced: { ...toggle, help: 'Let each class count alike, however many rows it has' },
} as const;

/** Flags that choose what is learned. */
export const dataFlags = {
  problem: {
    ...choice('name', problemNames),
    help: `Problem to learn: ${problemNames.join(', ')}; default digits`,
  },
  data: {
    ...text('file'),
    help: 'File to learn from instead, or - for the standard input: the same as a file without a flag before it',
  },
  ...columnFlags,
} as const;

/** Flags about what is written and where. */
export const outputFlags = {
  out: { ...text('folder'), help: 'Run folder; default runs/<problem>-<optimizer>-seed<n>' },
  resume: {
    ...toggle,
    help: 'Go on with the training that was stopped in the run folder, if there is one',
  },
  restart: { ...toggle, help: 'Begin anew where a training was stopped: its checkpoints are lost' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/** A flag for every option of an optimizer's rule, derived from the rule's defaults; `--batch` is one already. */
export function optimizerFlags(name: string): Readonly<Record<string, Flag<OptionValue>>> {
  return Object.fromEntries(
    Object.entries(defaultsOf(name))
      .filter(([option]) => option !== batchOption)
      .map(([option, value]) => [option, { ...readerOf(value), help: `Default ${value}` }]),
  );
}

/** The same, none for an optimizer that there is not: its name is refused where the flags are read. */
export const optionFlags = (name: string): Readonly<Record<string, Flag<OptionValue>>> =>
  Object.hasOwn(optimizers, name) ? optimizerFlags(name) : {};

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

/** The message of a rule's check, with the flag in the place of the option. */
export const inFlags = (message: string): string =>
  message.replace(/^\.(\w+)/, (_, option: string) => spell(option));
