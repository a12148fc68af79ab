import type { TableColumn } from './column.js';
import { isMissingAt, labelAt } from './find.js';

/**
 * How often each value is in some rows, by its name; missing cells are not counted.
 *
 * @param most Stops, and gives `undefined`, where there are more different values.
 */
export function countLabels(
  column: TableColumn,
  rows: Uint32Array,
  most = Number.POSITIVE_INFINITY,
): Map<string, number> | undefined {
  const counts = new Map<number, number>();
  const names = new Map<number, string>();
  for (const row of rows) {
    if (isMissingAt(column, row)) continue;
    const value = column.at(row);
    const count = counts.get(value) ?? 0;
    if (count === 0) {
      if (counts.size >= most) return undefined;
      names.set(value, labelAt(column, row));
    }
    counts.set(value, count + 1);
  }
  return new Map([...counts].map(([value, count]) => [names.get(value) as string, count]));
}

/** Names in their order: numbers by value, others by code unit, so that no locale has a say. */
export function sortLabels(names: readonly string[]): string[] {
  const isNumeric = names.every((name) => name !== '' && Number.isFinite(Number(name)));
  return [...names].sort(isNumeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
}

/** All rows from 0 to a length. */
export const allRows = (length: number): Uint32Array => Uint32Array.from({ length }, (_, i) => i);
