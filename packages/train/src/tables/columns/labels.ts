import type { TableColumn } from './column.js';
import { isMissingAt, labelOf } from './find.js';

/**
 * How often each value is in some rows, by its name; missing cells are not counted.
 *
 * @param most Stops, and gives `undefined`, where there are more different values.
 */
export function countLabels(
  column: TableColumn,
  rows: Uint32Array,
  most: number,
): Map<string, number> | undefined {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (isMissingAt(column, row)) continue;
    const value = column.at(row);
    const count = counts.get(value) ?? 0;
    if (count === 0 && counts.size >= most) return undefined;
    counts.set(value, count + 1);
  }
  return new Map([...counts].map(([value, count]) => [labelOf(column, value), count]));
}

/** How many different values are in some rows, missing cells aside. */
export function countDifferent(column: TableColumn, rows: Uint32Array): number {
  let different = 0;
  for (const _ of runsOf(column, rows)) different++;
  return different;
}

/** A value by its name, and how often it is there. */
export interface LabelCount {
  readonly label: string;
  readonly count: number;
}

/** The values of some rows that are there often, however many others there are. */
export interface FrequentLabels {
  /** Those with at least so many rows that have a name, the most frequent first; of equally frequent ones in the order of code units. */
  readonly frequent: readonly LabelCount[];
  /** The first of all values in this order. */
  readonly first: LabelCount | undefined;
  /** Number of different values. */
  readonly different: number;
}

/** @param least Rows that a frequent value has. */
export function frequentLabels(
  column: TableColumn,
  rows: Uint32Array,
  least: number,
): FrequentLabels {
  const frequent: LabelCount[] = [];
  let first: LabelCount | undefined;
  let different = 0;
  for (const { value, count } of runsOf(column, rows)) {
    different++;
    if (count < least && count < (first?.count ?? 0)) continue;
    const one = { label: labelOf(column, value), count };
    if (first === undefined || byCount(one, first) < 0) first = one;
    const isNamed = column.kind !== 'text' || value < column.texts.length;
    if (count >= least && isNamed) frequent.push(one);
  }
  return { frequent: frequent.sort(byCount), first, different };
}

const byCount = (a: LabelCount, b: LabelCount): number =>
  b.count - a.count || (a.label < b.label ? -1 : 1);

/** The different values of some rows in their order. A map of millions of them would take far more memory. */
function* runsOf(column: TableColumn, rows: Uint32Array) {
  const values = presentValues(column, rows).sort();
  for (let at = 0; at < values.length; ) {
    const value = values[at] as number;
    let count = 1;
    while (values[at + count] === value) count++;
    yield { value, count };
    at += count;
  }
}

/** The values that are there, in the order of the rows. */
export function presentValues(column: TableColumn, rows: Uint32Array): Float64Array {
  const values = new Float64Array(rows.length);
  let count = 0;
  for (const row of rows) if (!isMissingAt(column, row)) values[count++] = column.at(row);
  return values.subarray(0, count);
}

/** Those of some rows that a function takes. */
export function rowsWhere(rows: Uint32Array, takes: (row: number) => boolean): Uint32Array {
  const taken = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) if (takes(row)) taken[count++] = row;
  return taken.slice(0, count);
}

/** Names in their order: numbers by value, others by code unit, so that no locale has a say. */
export function sortLabels(names: readonly string[]): string[] {
  const isNumeric = names.every((name) => name !== '' && Number.isFinite(Number(name)));
  return [...names].sort(isNumeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
}

/** All rows from 0 to a length. */
export function allRows(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  return rows;
}
