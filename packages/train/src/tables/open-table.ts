import { FormatError } from '@nadir/core';
import { checkInteger, checkNames, checkOptions } from '@nadir/core/internal';
import { type Decimal, NumberReader } from './cells/numbers.js';
import { builderOf } from './columns/builders.js';
import type { Kind, Table } from './columns/column.js';
import { type ColumnFormat, ColumnSurvey } from './columns/survey.js';
import { textOf } from './text/decode.js';
import { type Dialect, dialectOf } from './text/dialect.js';
import { HeaderReader } from './text/header.js';
import { RecordReader } from './text/records.js';
import type { TableSource } from './text/source.js';

/** Options of {@link openTable} and {@link readTable}. */
export interface TableOptions {
  /** Name of the file, for messages. Default `'table'`. */
  readonly name?: string;
  /** Encoding, as `TextDecoder` calls it. Default: UTF-16 where the bytes show it, otherwise UTF-8. */
  readonly encoding?: string;
  /** What is known of the way the table is written. The rest is found out. */
  readonly dialect?: Partial<Dialect>;
  /** Kinds that columns have to be of, by name, such as those of an encoder. Others are of the kind that their cells show. */
  readonly kinds?: ReadonlyMap<string, Kind>;
}

/** A table whose columns are known, of which the rows can be read. Made by {@link openTable}. */
export interface OpenTable {
  readonly dialect: Dialect;
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

/** Characters from which the dialect is found. */
const sampleLength = 2 ** 16;

/**
 * Reads a table of text: comma, semicolon, tab or bar between the cells, `1.5` or `1,5`, UTF-8 or UTF-16, gzip or not.
 * The file is read twice: once to see what each column holds, and once to take it.
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
  source: TableSource,
  options: TableOptions = {},
): Promise<OpenTable> {
  checkOptions('openTable', options);
  checkNames('openTable', options, ['name', 'encoding', 'dialect', 'kinds']);
  const { name = 'table', kinds } = options;
  const dialect = { ...dialectOf(await sampleOf(source, options)), ...options.dialect };
  const reader = new NumberReader();
  const surveys: ColumnSurvey[] = [];
  let length = 0;
  const header = new HeaderReader(name, dialect, (cells, line) => {
    length++;
    cells.forEach((cell, i) => {
      surveys[i] ??= new ColumnSurvey(reader);
      (surveys[i] as ColumnSurvey).add(cell.trim(), line);
    });
  });
  for await (const _ of recordsOf(source, options, dialect, header));
  const columnNames = header.end();
  const decimal = commonDecimal(surveys) ?? dialect.decimal;
  const formats = columnNames.map((column, i) =>
    (surveys[i] as ColumnSurvey).format(decimal, kinds?.get(column)),
  );
  async function* parts(rows: number): AsyncGenerator<Table, void, undefined> {
    checkInteger('OpenTable.parts', { rows }, 1, 'rows');
    let left = length;
    let part = new PartBuilder(name, columnNames, formats, Math.min(rows, left));
    const done: Table[] = [];
    const again = new HeaderReader(name, dialect, (cells, line) => {
      part.add(cells, line);
      if (!part.isFull) return;
      left -= part.rows;
      done.push(part.build());
      part = new PartBuilder(name, columnNames, formats, Math.min(rows, left));
    });
    for await (const _ of recordsOf(source, options, dialect, again)) yield* done.splice(0);
    yield* done.splice(0);
  }
  async function* cells(rows: number): AsyncGenerator<string[][], void, undefined> {
    checkInteger('OpenTable.cells', { rows }, 1, 'rows');
    const read: string[][] = [];
    const again = new HeaderReader(name, dialect, (row) => void read.push([...row]));
    for await (const _ of recordsOf(source, options, dialect, again)) {
      while (read.length >= rows) yield read.splice(0, rows);
    }
    while (read.length > 0) yield read.splice(0, rows);
  }
  return {
    dialect: { ...dialect, decimal },
    columnNames,
    length,
    parts,
    cells,
    async read() {
      for await (const table of parts(length)) return table;
      throw new FormatError(`${name}: got another file at the second reading, expected the same.`);
    },
  };
}

async function sampleOf(source: TableSource, options: TableOptions): Promise<string> {
  let text = '';
  for await (const piece of textOf(source, options)) {
    text += piece;
    if (text.length <= sampleLength) continue;
    // Whole lines only. A quoted cell that is cut is rare, and costs one candidate of several.
    const end = text.lastIndexOf('\n', sampleLength);
    return end < 0 ? text : text.slice(0, end + 1);
  }
  return text;
}

/** Hands all records to `to`; a turn for each piece of the file. */
async function* recordsOf(
  source: TableSource,
  { name = 'table', encoding }: TableOptions,
  dialect: Dialect,
  to: HeaderReader,
): AsyncGenerator<undefined, void, undefined> {
  const records = new RecordReader(name, dialect, (cells, line) => to.add(cells, line));
  for await (const text of textOf(source, encoding === undefined ? { name } : { name, encoding })) {
    records.push(text);
    yield;
  }
  records.end();
}

/** The mark that most columns show; `undefined` where none shows one. */
function commonDecimal(surveys: readonly ColumnSurvey[]): Decimal | undefined {
  let balance = 0;
  for (const { shownDecimal } of surveys) {
    if (shownDecimal !== undefined) balance += shownDecimal === '.' ? 1 : -1;
  }
  return balance === 0 ? undefined : balance > 0 ? '.' : ',';
}

/** Fills a table of a known number of rows. */
class PartBuilder {
  readonly rows: number;
  readonly #name: string;
  readonly #columnNames: readonly string[];
  readonly #formats: readonly ColumnFormat[];
  readonly #builders;
  readonly #lines: Uint32Array;
  #at = 0;

  constructor(
    name: string,
    columnNames: readonly string[],
    formats: readonly ColumnFormat[],
    rows: number,
  ) {
    this.rows = rows;
    this.#name = name;
    this.#columnNames = columnNames;
    this.#formats = formats;
    this.#builders = formats.map((format) => builderOf(format, rows));
    this.#lines = new Uint32Array(rows);
  }

  get isFull(): boolean {
    return this.#at === this.rows;
  }

  add(cells: readonly string[], line: number): void {
    this.#lines[this.#at++] = line;
    this.#builders.forEach((builder, i) => {
      const cell = (cells[i] as string).trim();
      if (builder.add(cell)) return;
      throw new FormatError(
        `${this.#name}:${line}, column ${JSON.stringify(this.#columnNames[i])}: got ${JSON.stringify(cell.slice(0, 40))}, ` +
          `expected a ${this.#formats[i]?.kind}. Correct it, or leave it empty where the value is not known.`,
      );
    });
  }

  build(): Table {
    const lines = this.#lines;
    return {
      name: this.#name,
      length: this.rows,
      columns: this.#builders.map((builder, i) => builder.build(this.#columnNames[i] as string)),
      line: (row) => lines[row] as number,
    };
  }
}
