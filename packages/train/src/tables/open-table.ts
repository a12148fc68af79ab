import { FormatError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions } from '@nadir/core/internal';
import type { Scratch } from '../bytes/scratch.js';
import { type Decimal, NumberReader } from './cells/numbers.js';
import type { Kind, Table } from './columns/column.js';
import { ColumnSurvey } from './columns/survey.js';
import { type NamedFormat, TableBuilder } from './columns/table-builder.js';
import { cellRowsOf, type TableSource } from './table-source.js';
import type { Dialect } from './text/dialect.js';

/** Options of {@link openTable} and {@link readTable}. */
export interface TableOptions {
  /** Name of the file, for messages. Default `'table'`. */
  readonly name?: string;
  /** Encoding, as `TextDecoder` calls it. Default: UTF-16 where the bytes show it, otherwise UTF-8. */
  readonly encoding?: string;
  /** What is known of the way a delimited text is written. The rest is found out. */
  readonly dialect?: Partial<Dialect>;
  /** Kinds that columns have to be of, by name, such as those of an encoder. Others are of the kind that their cells show. */
  readonly kinds?: ReadonlyMap<string, Kind>;
  /** Where a table goes that memory is too small for, such as `scratchFile()` of `@nadir/train/node`. Default: it is in memory, however large. */
  readonly scratch?: Scratch;
}

/** A table whose columns are known, of which the rows can be read. Made by {@link openTable}. */
export interface OpenTable {
  /** How a delimited text is written; `undefined` for JSON and for rows of objects. */
  readonly dialect: Dialect | undefined;
  readonly columnNames: readonly string[];
  /** Number of rows. */
  readonly length: number;
  /** Reads all rows. */
  read(): Promise<Table>;
  /** Reads the rows part by part, for tables larger than memory. */
  parts(rows: number): AsyncGenerator<Table, void, undefined>;
  /** The cells of all rows as they are written, in the same parts, for programs that write them again. */
  cells(rows: number): AsyncGenerator<string[][], void, undefined>;
}

/**
 * Reads a table of text: comma, semicolon, tab or bar between the cells, `1.5` or `1,5`, or JSON, an object on each line or a list of
 * objects; UTF-8 or UTF-16, gzip or not. Rows of objects are read as such a JSON file is. Several files may be one table.
 * The source is read twice: once to see what each column holds, and once to take it.
 *
 * @throws {@link FormatError} naming file, line and column.
 * @example
 * ```ts
 * const table = await readTable(await file.arrayBuffer().then((b) => new Uint8Array(b)), { name: file.name });
 * ```
 */
export const readTable = async (source: TableSource, options: TableOptions = {}): Promise<Table> =>
  (await openTable(source, options)).read();

/**
 * Goes through a table once, to see how it is written and what its columns hold.
 *
 * @throws as {@link readTable}.
 */
export async function openTable(
  given: TableSource,
  options: TableOptions = {},
): Promise<OpenTable> {
  checkOptions('openTable', options);
  checkNames('openTable', options, ['name', 'encoding', 'dialect', 'kinds', 'scratch']);
  const { name = 'table', kinds, scratch } = options;
  const { rows: source, dialect } = await cellRowsOf(given, options);
  const reader = new NumberReader();
  const surveys: ColumnSurvey[] = [];
  let length = 0;
  const pass = source.read((cells, line, file) => {
    length++;
    cells.forEach((cell, i) => {
      surveys[i] ??= new ColumnSurvey(reader);
      (surveys[i] as ColumnSurvey).add(typeof cell === 'string' ? cell.trim() : cell, line, file);
    });
  });
  const columnNames = await endOf(pass);
  const decimal = commonDecimal(surveys) ?? dialect?.decimal ?? '.';
  const columns = columnNames.map((column, i): NamedFormat => {
    const survey = surveys[i] ?? new ColumnSurvey(reader);
    return { name: column, format: survey.format(decimal, kinds?.get(column)) };
  });
  async function* parts(rows: number): AsyncGenerator<Table, void, undefined> {
    checkInteger('OpenTable.parts', { rows }, 1, 'rows');
    let left = length;
    const done: Table[] = [];
    const next = () => new TableBuilder(name, columns, Math.min(rows, left), scratch);
    let part = next();
    const again = source.read((cells, line, file) => {
      if (left === 0) throw changed(name);
      part.add(cells, line, file);
      if (!part.isFull) return;
      left -= part.rows;
      done.push(part.build());
      part = next();
    });
    for await (const _ of again) yield* done.splice(0);
    yield* done.splice(0);
    if (left > 0) throw changed(name);
  }
  async function* cells(rows: number): AsyncGenerator<string[][], void, undefined> {
    checkInteger('OpenTable.cells', { rows }, 1, 'rows');
    const read: string[][] = [];
    const again = source.read((row) => {
      // A row has a cell for each column that was known when it came.
      read.push(columnNames.map((_, i) => String(row[i] ?? '')));
    });
    for await (const _ of again) while (read.length >= rows) yield read.splice(0, rows);
    while (read.length > 0) yield read.splice(0, rows);
  }
  return {
    dialect: dialect && { ...dialect, decimal },
    columnNames,
    length,
    parts,
    cells,
    async read() {
      for await (const table of parts(length)) return table;
      throw changed(name);
    },
  };
}

const changed = (name: string): FormatError =>
  new FormatError(
    `${name}: got other rows at the second reading, expected the same. Read it when nothing writes to it.`,
  );

/** The value that a generator returns. */
async function endOf<T>(generator: AsyncGenerator<undefined, T, undefined>): Promise<T> {
  for (;;) {
    const { done, value } = await generator.next();
    if (done) return value;
  }
}

/** The mark that most columns show; `undefined` where none shows one. */
function commonDecimal(surveys: readonly ColumnSurvey[]): Decimal | undefined {
  let balance = 0;
  for (const { shownDecimal } of surveys) {
    if (shownDecimal !== undefined) balance += shownDecimal === '.' ? 1 : -1;
  }
  return balance === 0 ? undefined : balance > 0 ? '.' : ',';
}
