import type { OptionValue } from '@nadir/core';
import { backendFlag } from '../backends/names.js';
import { problemNames } from '../data/from-problem.js';
import { choice, type Flag, integer, number, parseNumber, type Reader, spell, text, toggle } from '../flags.js';
import { batchOption, defaultsOf, optimizerNames } from './optimizers.js';
import { recipeFor } from './recipes.js';
import { scheduleNames } from './schedules.js';

/** Hidden layers as widths with commas between them, or `none`. */
const widths: Reader<readonly number[]> = {
  placeholder: 'n,n,…',
  expected: 'up to 16 widths from 1 to 4096 with commas between them, or none',
  parse(given) {
    if (given === 'none') return [];
    const list = given.split(',').map((width) => integer(1, 4096).parse(width));
    return list.length > 16 || list.includes(undefined) ? undefined : (list as number[]);
  },
};

const penalty = number('a number ≥ 0', (x) => x >= 0);

/** Flags that choose what is learned. */
export const dataFlags = {
  problem: {
    ...choice('name', problemNames),
    help: `Problem to learn: ${problemNames.join(', ')}`,
  },
  data: {
    ...text('file.csv'),
    help: 'CSV file to learn from instead; its first line names columns',
  },
  target: { ...text('column'), help: 'Column of the file to predict from the others' },
  task: {
    ...choice('task', ['classification', 'regression']),
    help: 'What the column holds. Left out: numbers are regression, unless few and whole',
  },
} as const;

const digits = recipeFor('digits');

/** Flags of the model and its training. The defaults of the first four depend on the problem. */
export const trainingFlags = {
  hidden: { ...widths, help: `Units of each hidden layer, or none; for digits ${digits.hidden}` },
  dropout: {
    ...number('a number in [0, 1)', (x) => x >= 0 && x < 1),
    help: `Share of the hidden units dropped while training; for digits ${digits.dropout}`,
  },
  epochs: {
    ...integer(1, 100_000),
    help: `Passes over the training part; for digits ${digits.epochs}`,
  },
  batch: { ...integer(1, 1_000_000), help: `Examples in a step; for digits ${digits.batch}` },
  schedule: {
    ...choice('name', scheduleNames),
    help: `Learning rate over the steps: ${scheduleNames.join(', ')}; default cosine`,
  },
  l1: { ...penalty, help: 'L1 penalty on weights, as a proximal step: exact zeros; default 0' },
  l2: { ...penalty, help: 'L2 penalty on weights, λ Σw², in the fused step; default 0' },
  seed: { ...integer(0, 2 ** 32 - 1), help: 'Seed of all that is random; default 0' },
  optimizer: {
    ...choice('name', optimizerNames),
    help: `${optimizerNames.join(', ')}; default adamw`,
  },
  backend: backendFlag,
} as const;

/** Flags about what is written and where. */
export const outputFlags = {
  out: { ...text('folder'), help: 'Run folder. Left out: runs/<problem>-<optimizer>-seed<n>' },
  json: { ...toggle, help: 'Print the result as one line of JSON, and nothing else' },
} as const;

/** Flags of every command. */
export const commonFlags = {
  help: { ...toggle, help: 'Show this help' },
  debug: { ...toggle, help: 'Show where an error came from' },
} as const;

/** A flag for every option of an optimizer's rule, derived from the rule's defaults; `--batch` is one already. */
export function optimizerFlags(name: string): Readonly<Record<string, Flag<OptionValue>>> {
  return Object.fromEntries(
    Object.entries(defaultsOf(name))
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

/** The message of a rule's check, with the flag in the place of the option. */
export const inFlags = (message: string): string =>
  message.replace(/^\.(\w+)/, (_, option: string) => spell(option));
