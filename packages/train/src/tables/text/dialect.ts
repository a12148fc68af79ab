import { isDate } from '../cells/dates.js';
import { isMissing } from '../cells/missing.js';
import { type Decimal, NumberReader } from '../cells/numbers.js';
import { RecordReader, type RecordSyntax } from './records.js';

/** How a text file writes a table. */
export interface Dialect extends RecordSyntax {
  /** Mark before the decimals, where a number such as `1,234` leaves it open. */
  readonly decimal: Decimal;
  /** Whether the first record names the columns. */
  readonly header: boolean;
}

/** In the order in which equally good ones are taken: a comma is also a decimal mark. */
const delimiters = ['\t', ';', '|', ','];

/**
 * Finds out how a table is written, from the beginning of its text.
 *
 * @param sample Whole lines; some 64 KB are enough.
 */
export function dialectOf(sample: string): Dialect {
  const comment = /^\s*#/.test(sample) && !isHeaderWithHash(sample) ? '#' : undefined;
  const candidates = delimiters.map((delimiter) => candidateOf(sample, delimiter, comment));
  const best = candidates.reduce((a, b) => (b.score > a.score + 0.01 ? b : a));
  const { syntax, records } = best.score > 0 ? best : (candidates.at(-1) as Candidate);
  const decimal = decimalOf(records);
  return { ...syntax, decimal, header: hasHeader(records, decimal) };
}

interface Candidate {
  readonly syntax: RecordSyntax;
  readonly records: readonly (readonly string[])[];
  /** Share of the records that have the most frequent number of cells; 0 where this is one cell. */
  readonly score: number;
}

function candidateOf(sample: string, delimiter: string, comment: string | undefined): Candidate {
  const quoted = { delimiter, quote: '"', comment };
  const unquoted = { delimiter, quote: undefined, comment };
  const whole = recordsIn(sample, quoted);
  const records = whole ?? recordsIn(sample, unquoted) ?? [];
  const counts = new Map<number, number>();
  for (const { length } of records) counts.set(length, (counts.get(length) ?? 0) + 1);
  const [cells, times] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [1, 0]);
  // Programs that write tabs often write quotes as they are; elsewhere a quote that does not fit is a mistake to be told.
  const syntax = whole === undefined && delimiter === '\t' ? unquoted : quoted;
  return { syntax, records, score: cells === 1 ? 0 : times / records.length };
}

/** The records of a sample; `undefined` where its quotes do not fit. */
function recordsIn(sample: string, syntax: RecordSyntax): string[][] | undefined {
  const records: string[][] = [];
  const reader = new RecordReader('', syntax, (cells) => {
    records.push(cells.map((cell) => cell.trim()));
  });
  try {
    reader.push(sample);
  } catch {
    return undefined;
  }
  try {
    reader.end();
  } catch {
    // The sample may end within a quoted cell.
  }
  return records;
}

/** Whether a single line with a hash names the columns, as tables of genomes have it. */
function isHeaderWithHash(sample: string): boolean {
  const [first = '', second = ''] = sample.trimStart().split(/\r\n?|\n/, 2);
  return delimiters.some((mark) => {
    const cells = first.split(mark).length;
    return cells > 1 && cells === second.split(mark).length;
  });
}

function decimalOf(records: readonly (readonly string[])[]): Decimal {
  const reader = new NumberReader();
  let points = 0;
  let commas = 0;
  for (const cell of records.flat()) {
    const isPoint = reader.read(cell, '.');
    const isComma = reader.read(cell, ',');
    if (isPoint && !isComma) points++;
    if (isComma && !isPoint) commas++;
  }
  return commas > points ? ',' : '.';
}

/** A first record of words names columns; one with numbers does where a word stands above numbers. */
function hasHeader(
  [first = [], ...rest]: readonly (readonly string[])[],
  decimal: Decimal,
): boolean {
  const reader = new NumberReader();
  const isValue = (cell: string) => reader.read(cell, decimal) || isDate(cell);
  if (!first.some(isValue)) return true;
  return first.some((cell, at) => {
    const below = rest.map((cells) => cells[at] ?? '').filter((other) => !isMissing(other));
    return !isMissing(cell) && !isValue(cell) && below.length > 0 && below.every(isValue);
  });
}
