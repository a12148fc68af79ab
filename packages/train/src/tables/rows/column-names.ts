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

/**
 * Where the columns of a file are, in the order of those of the files before.
 *
 * @param name Name of the file.
 * @throws {@link FormatError} naming the column that differs.
 */
export function placesLike(
  name: string,
  given: readonly string[],
  like: readonly string[],
): Uint32Array {
  const places = new Map(given.map((column, i) => [column, i]));
  const wanted = new Set(like);
  const missing = like.find((column) => !places.has(column));
  const strange = given.find((column) => !wanted.has(column));
  if (missing !== undefined || strange !== undefined) {
    throw otherColumns(name, missing, strange);
  }
  return Uint32Array.from(like, (column) => places.get(column) as number);
}

/** The error for a file with other columns than those before. */
export function otherColumns(
  name: string,
  missing: string | undefined,
  strange: string | undefined,
): FormatError {
  const got = [
    ...(strange === undefined ? [] : [`a column ${JSON.stringify(strange)}`]),
    ...(missing === undefined ? [] : [`no column ${JSON.stringify(missing)}`]),
  ];
  return new FormatError(
    `${name}: got ${got.join(' and ')}, expected the columns of the files before it. Correct the names, or leave the file out.`,
  );
}
