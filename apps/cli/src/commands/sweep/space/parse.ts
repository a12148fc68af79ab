import { spell } from '../../../flags/read.js';
import { type CliError, usageError } from '../../../shell/errors.js';
import { type Distribution, logUniform, oneOf, uniform } from '../../../spaces/distribution.js';
import { parseNumber } from '../../../text/numbers.js';
import { didYouMean } from '../../../text/words.js';
import type { Dimension, FlagValue } from './dimension.js';
import type { Searchable } from './searchable.js';

/** Most values of one flag. */
const mostValues = 1000;

/**
 * What is tried of a flag: `0.01`; `16,32,64`; `0..0.5`; `log:1e-4..1e-1`, whose logarithms are evenly spread; `log:1e-4..1e-1/4`,
 * four values from end to end. Values that have commas in them stand apart by slashes: `64,32/128`.
 *
 * @throws {@link CliError} with status 2 that says what to write.
 */
export function parseDimension(name: string, given: string, searchable: Searchable): Dimension {
  const isWhole = searchable.kind === 'whole number';
  const distribution = given.includes('..')
    ? rangeOf(name, given, searchable)
    : listOf(name, given, searchable);
  return { distribution, isWhole };
}

function listOf(name: string, given: string, { kind, reader }: Searchable): Distribution {
  const separator = kind === 'list' ? '/' : ',';
  const values = given.split(separator).map((part): FlagValue => {
    const value = reader.parse(part.trim());
    if (value === undefined) {
      const advice = didYouMean(part, reader.words ?? []) || adviceFor(name, kind);
      throw usageError(
        `${spell(name)}: got ${JSON.stringify(part)}, expected ${reader.expected}.${advice}`,
      );
    }
    return typeof value === 'object' ? part.trim() : (value as FlagValue);
  });
  const distinct = [...new Set(values)];
  if (distinct.length > mostValues) {
    throw usageError(
      `${spell(name)}: got ${distinct.length} values, expected at most ${mostValues}.`,
    );
  }
  const isNumeric = distinct.every((value) => typeof value === 'number');
  return oneOf(...(isNumeric ? distinct.sort((a, b) => Number(a) - Number(b)) : distinct));
}

function rangeOf(name: string, given: string, { kind, reader }: Searchable): Distribution {
  const flag = spell(name);
  if (kind !== 'number' && kind !== 'whole number') {
    throw usageError(
      `${flag}: got the range ${JSON.stringify(given)}, expected values.${adviceFor(name, kind)}`,
    );
  }
  const [, log, from = '', to = '', parts] =
    /^(log:)?([^/]*?)\.\.([^/]*)(?:\/(\d+))?$/.exec(given) ?? [];
  const [low, high] = [parseNumber(from), parseNumber(to)];
  const refuse = (what: string, advice: string): CliError =>
    usageError(`${flag}: got ${JSON.stringify(given)}, expected ${what}. Write ${flag} ${advice}.`);
  if (low === undefined || high === undefined) {
    throw refuse('a range between two numbers', kind === 'number' ? '1e-4..1e-1' : '16..256');
  }
  const points = parts === undefined ? '' : `/${parts}`;
  if (low >= high) throw refuse('the lower end first', `${log ?? ''}${to}..${from}${points}`);
  for (const end of [from, to]) {
    if (reader.parse(end) !== undefined) continue;
    throw usageError(`${flag}: got the end ${end} of a range, expected ${reader.expected}.`);
  }
  if (log !== undefined && low <= 0) {
    throw refuse('ends > 0 where logarithms are evenly spread', `${from}..${to}${points}`);
  }
  const range = log === undefined ? uniform(low, high) : logUniform(low, high);
  if (parts === undefined) return range;
  const count = Number(parts);
  if (!(count >= 2 && count <= mostValues)) {
    throw refuse(`2 to ${mostValues} values of a range`, `${log ?? ''}${from}..${to}/5`);
  }
  return oneOf(...evenly(low, high, count, { isLog: log !== undefined, kind }));
}

/** So many numbers from end to end, of four digits. */
function evenly(
  low: number,
  high: number,
  count: number,
  { isLog, kind }: { readonly isLog: boolean; readonly kind: Searchable['kind'] },
): number[] {
  const values = Array.from({ length: count }, (_, i) => {
    const share = i / (count - 1);
    const value = isLog ? low * (high / low) ** share : low + share * (high - low);
    return kind === 'whole number' ? Math.round(value) : Number(value.toPrecision(4));
  });
  return [...new Set(values)];
}

const examples: Readonly<Record<Searchable['kind'], string>> = {
  number: '0.001,0.01, or 1e-4..1e-1, or log:1e-4..1e-1',
  'whole number': '16,32,64, or 16..256, or log:16..256',
  switch: 'true,false',
  word: 'a,b',
  list: '64,32/128,64',
};

/** How several values of a flag are written. */
const adviceFor = (name: string, kind: Searchable['kind']): string =>
  kind === 'word'
    ? ' Put commas between words.'
    : ` Write for example ${spell(name)} ${examples[kind]}.`;
