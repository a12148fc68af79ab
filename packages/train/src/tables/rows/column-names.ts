import { FormatError } from '@nadir/core';

/** Most columns of a table: each takes memory of its own, however few rows there are. */
const mostColumns = 100_000;

/**
 * The names of all columns, each once: one without a name is called by its number, and the second of a name has `(2)` behind it.
 *
 * @param given Names as they are written, without spaces around them.
 */
export function columnNames(given: readonly string[]): string[] {
  const written = new Set(given);
  const taken = new Set<string>();
  const next = new Map<string, number>();
  return given.map((name, i) => {
    const base = name === '' ? `column ${i + 1}` : name;
    let unique = base;
    let number = next.get(base) ?? 2;
    while (taken.has(unique) || (unique !== name && written.has(unique))) {
      unique = `${base} (${number++})`;
    }
    next.set(base, number);
    taken.add(unique);
    return unique;
  });
}

/** @throws {@link FormatError} where there are too many. */
export function checkColumnCount(name: string, line: number, count: number): void {
  if (count <= mostColumns) return;
  throw new FormatError(
    `${name}:${line}: got ${count} columns or more, expected at most ${mostColumns}. Give such data to a model as tensors.`,
  );
}
