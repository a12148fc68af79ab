import type { ByteSource } from '../bytes/source.js';
import { ObjectReader } from './rows/object-reader.js';
import type { CellRows, Row, RowSource } from './rows/row.js';
import { type TextOptions, textOf } from './text/decode.js';
import { delimitedRows } from './text/delimited.js';
import { type Dialect, dialectOf } from './text/dialect.js';
import { jsonFormOf, jsonRows } from './text/json.js';

/** Where a table comes from: bytes of text, or rows as objects. */
export type TableSource = ByteSource | readonly Row[] | RowSource;

/** What is known of the way a table is written. */
interface HowWritten extends TextOptions {
  readonly dialect?: Partial<Dialect>;
}

/** Characters from which the dialect is found. */
const sampleLength = 2 ** 16;

/** The rows of a source, and how they are written where that is a delimited text. */
export async function cellRowsOf(
  source: TableSource,
  { name = 'table', encoding, dialect: known }: HowWritten,
): Promise<{ readonly rows: CellRows; readonly dialect: Dialect | undefined }> {
  if (Array.isArray(source)) return { rows: rowsOf(name, inMemory(source)), dialect: undefined };
  if (isRowSource(source)) return { rows: rowsOf(name, source), dialect: undefined };
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

const inMemory = (rows: readonly Row[]): RowSource => ({
  async *rows() {
    yield rows;
  },
});

const rowsOf = (name: string, source: RowSource): CellRows => ({
  async *read(onRow) {
    const objects = new ObjectReader(name, onRow);
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
