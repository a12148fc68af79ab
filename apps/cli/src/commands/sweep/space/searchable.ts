import { type Reader, text } from '../../../flags/readers.js';
import { parseNumber } from '../../../text/numbers.js';
import { trainingFlags } from '../../../training/flags.js';
import { defaultsOf } from '../../../training/optimizers.js';
import { batchOption } from '../../../training/options.js';

/** What the values of a flag are: it decides how several of them, and ranges, are written. */
export type Kind = 'number' | 'whole number' | 'switch' | 'word' | 'list';

/** A flag of `nadir train` of which a sweep may try several values. */
export interface Searchable {
  readonly kind: Kind;
  /** Of one value. */
  readonly reader: Pick<Reader<unknown>, 'expected' | 'parse' | 'words'>;
}

const { optimizer, hidden, dropout, epochs, patience, batch, schedule, l1, l2 } = trainingFlags;

const ofTraining: Readonly<Record<string, Searchable>> = {
  optimizer: { kind: 'word', reader: optimizer },
  hidden: { kind: 'list', reader: hidden },
  dropout: { kind: 'number', reader: dropout },
  epochs: { kind: 'whole number', reader: epochs },
  patience: { kind: 'whole number', reader: patience },
  batch: { kind: 'whole number', reader: batch },
  schedule: { kind: 'word', reader: schedule },
  l1: { kind: 'number', reader: l1 },
  l2: { kind: 'number', reader: l2 },
};

/** Ranges are left to the rule, which knows them. */
const ofOption: Readonly<Record<string, Searchable>> = {
  number: { kind: 'number', reader: { expected: 'a finite number', parse: parseNumber } },
  boolean: {
    kind: 'switch',
    reader: {
      expected: 'true or false',
      parse: (given) => (['true', 'false'].includes(given) ? given === 'true' : undefined),
    },
  },
  string: { kind: 'word', reader: text('word') },
};

/** Whether a flag is an option of optimizers. */
export const isOption = (flag: string): boolean => !Object.hasOwn(ofTraining, flag);

/** The options of an optimizer of which several values may be tried, by name. */
export const optionsOf = (optimizer: string): string[] =>
  Object.entries(defaultsOf(optimizer))
    .filter(([name, value]) => name !== batchOption && Object.hasOwn(ofOption, typeof value))
    .map(([name]) => name);

/** The flags of which a sweep over some optimizers may try several values, by name. */
export function searchables(optimizers: readonly string[]): Readonly<Record<string, Searchable>> {
  const options = optimizers.flatMap((optimizer) => {
    const defaults: Readonly<Record<string, unknown>> = { ...defaultsOf(optimizer) };
    return optionsOf(optimizer).map(
      (name) => [name, ofOption[typeof defaults[name]] as Searchable] as const,
    );
  });
  return { ...Object.fromEntries(options), ...ofTraining };
}
