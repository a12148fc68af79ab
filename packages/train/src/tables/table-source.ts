import { OptionError } from '@nadir/core';
import type { ByteSource } from '../bytes/source.js';
import { ObjectReader } from './rows/object-reader.js';
import type { CellRows, Row, RowSource } from './rows/row.js';
import { type TextOptions, textOf } from './text/decode.js';
import { delimitedRows } from './text/delimited.js';
import { type Dialect, dialectOf } from './text/dialect.js';
import { jsonFormOf, jsonRows } from './text/json.js';

/** A part of a table in a file of its own. */
export interface TableFile {
  /** For messages. */
  readonly name: string;
  readonly bytes: ByteSource;
}

/** Files that are one table: the rows of one after those of the other. All have the same columns, in any order. */
export interface TableFiles {
  readonly files: readonly TableFile[];
}

/** Where a table comes from: bytes of text, several files, or rows as objects. */
export type TableSource = ByteSource | TableFiles | readonly Row[] | RowSource;

/** What is known of the way a table is written. */
interface HowWritten extends TextOptions {
  readonly dialect?: Partial<Dialect>;
}

/** Characters from which the dialect is found. */
const sampleLength = 2 ** 16;

/** The rows of a source, and how they are written where that is a delimited text. */
interface Written {
  readonly rows: CellRows;
  readonly dialect: Dialect | undefined;
}

/** The rows of a source, and how they are written where that is a delimited text. */
export async function cellRowsOf(source: TableSource, how: HowWritten): Promise<Written> {
  const { name = 'table', encoding, dialect: known } = how;
  if (Array.isArray(source)) return { rows: rowsOf(name, inMemory(source)), dialect: undefined };
  if (isRowSource(source)) return { rows: rowsOf(name, source), dialect: undefined };
  if (isFiles(source)) return oneAfterTheOther(source, how);
  const bytes = source as ByteSource;
  const options = encoding === undefined ? { name } : { name, encoding };
  const sample = await sampleOf(textOf(bytes, options));
  const form = known === undefined ? jsonFormOf(sample) : undefined;
  if (form !== undefined) return { rows: jsonRows(bytes, options, form), dialect: undefined };
  const dialect = { ...dialectOf(sample), ...known };
  return { rows: delimitedRows(bytes, options, dialect), dialect };
}

const isRowSource = (source: TableSource): source is RowSource =>
  typeof (source as Partial<RowSource> | null)?.rows === 'function';

const isFiles = (source: TableSource): source is TableFiles =>
  Array.isArray((source as Partial<TableFiles> | null)?.files);

/** The rows of several files. Each may be written in its own way. */
async function oneAfterTheOther({ files }: TableFiles, how: HowWritten): Promise<Written> {
  const parts = await Promise.all(
    files.map(({ name, bytes }) => cellRowsOf(bytes, { ...how, name })),
  );
  const [first] = parts;
  if (first === undefined) {
    throw new OptionError('openTable: got no files, expected one or more.');
  }
  return {
    dialect: first.dialect,
    rows: {
      async *read(onRow, like) {
        let names = like && [...like];
        for (const { rows } of parts) names = yield* rows.read(onRow, names);
        return names as string[];
      },
    },
  };
}

const inMemory = (rows: readonly Row[]): RowSource => ({
  async *rows() {
    yield rows;
  },
});

const rowsOf = (name: string, source: RowSource): CellRows => ({
  async *read(onRow, like) {
    const objects = new ObjectReader(name, onRow, like);
    let line = 0;
    for await (const rows of source.rows()) {
      for (const row of rows) objects.add(row, ++line);
      yield;
    }
    return objects.end();
  },
});

async function sampleOf(texts: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of texts) {
    text += piece;
    if (text.length <= sampleLength) continue;
    // Whole lines only. A quoted cell that is cut is rare, and costs one candidate of several.
    const end = text.lastIndexOf('\n', sampleLength);
    return end < 0 ? text : text.slice(0, end + 1);
  }
  return text;
}
