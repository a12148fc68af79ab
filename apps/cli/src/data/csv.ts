import { readFileSync, statSync } from 'node:fs';
import { CsvError, parse } from 'csv-parse/sync';
import { failure, reasonOf } from '../shell/errors.js';
import { parseNumber } from '../text/numbers.js';
import { counted } from '../text/words.js';

/** Largest file that is read: everything is held in memory at once. */
const limitBytes = 64 * 1024 * 1024;

/** A CSV file with a header: every row has one cell for each column. */
export interface Table {
  /** Path as it was given, for messages. */
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

/** One row, and the line of the file where it begins. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Reads a CSV file (RFC 4180: comma, double quotes, UTF-8) whose first line names the columns.
 * Empty lines are skipped.
 * @throws {@link CliError} with status 1, naming file, line and column.
 */
export function readCsv(file: string): Table {
  // One kind of line break: the parser counts two lines for a Windows one within quotes.
  const records = parseRecords(file, readText(file).replace(/\r\n?/g, '\n'));
  const [header, ...rows] = records;
  if (header === undefined || rows.length === 0) {
    const got = header === undefined ? 'an empty file' : 'a header without rows';
    throw failure(`${file}: got ${got}, expected a line of column names, then rows of values.`);
  }
  const columns = header.cells.map((name) => name.trim());
  const seen = new Set<string>();
  columns.forEach((name, i) => {
    const at = `${file}:${header.line}: got`;
    if (name === '') throw failure(`${at} no name for column ${i + 1}, expected one. Name it.`);
    if (seen.has(name)) {
      throw failure(`${at} the column ${JSON.stringify(name)} twice, expected each name once.`);
    }
    seen.add(name);
  });
  for (const { line, cells } of rows) {
    if (cells.length !== columns.length) {
      throw failure(
        `${file}:${line}: got ${counted(cells.length, 'cell')}, expected ${columns.length} as in ` +
          'the header. Check commas and quotes on this line.',
      );
    }
  }
  return { file, columns, rows };
}

/** The numbers of columns, in the order of their names: of each column as many as there are rows. */
export function numbersOf(table: Table, names: readonly string[]): Float64Array[] {
  const positions = new Map(table.columns.map((name, i) => [name, i]));
  return names.map((name) => {
    const at = positions.get(name) as number;
    return Float64Array.from(table.rows, (row) => numberIn(table.file, name, row, at));
  });
}

function numberIn(file: string, column: string, { line, cells }: Row, at: number): number {
  const cell = cells[at] as string;
  const value = parseNumber(cell);
  if (value !== undefined) return value;
  const isEmpty = cell.trim() === '';
  const got = isEmpty ? 'an empty cell' : JSON.stringify(shorten(cell));
  throw failure(
    `${file}:${line}, column ${JSON.stringify(column)}: got ${got}, expected a finite ` +
      `number. ${isEmpty ? 'Fill it in or remove the row.' : 'Correct it, or remove the column.'}`,
  );
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    const { size } = statSync(file);
    if (size > limitBytes) {
      const mebibytes = (n: number) => `${Math.ceil(n / 2 ** 20)} MiB`;
      throw failure(
        `${file}: got ${mebibytes(size)}, expected at most ${mebibytes(limitBytes)}. ` +
          'Train on a part of the rows.',
      );
    }
    bytes = readFileSync(file);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw failure(
      `${file}: got ${reasonOf(error)}, expected a readable CSV file. Check the path.`,
      error,
    );
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure(
      `${file}: got bytes that are not UTF-8, expected a CSV file. Save it as UTF-8.`,
      error,
    );
  }
}

function parseRecords(file: string, source: string): Row[] {
  try {
    const lines: number[] = [];
    const records = parse(source, {
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 1024 * 1024,
      on_record(cells, { lines: end }) {
        // The parser counts up to the line where a row ends; quoted cells may hold line breaks.
        lines.push(end - (cells.join('').match(/\n/g)?.length ?? 0));
        return cells;
      },
    });
    return records.map((cells, i) => ({ line: lines[i] as number, cells }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = 'lines' in error ? `:${String(error.lines)}` : '';
    const got = problems[error.code] ?? error.message;
    throw failure(`${file}${line}: got ${got}, expected CSV. Check the quotes there.`, error);
  }
}

const problems: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'a quote that is never closed',
  INVALID_OPENING_QUOTE: 'a quote inside a cell without quotes',
  CSV_INVALID_CLOSING_QUOTE: 'text after a closing quote',
  CSV_MAX_RECORD_SIZE: 'a row longer than 1 MiB',
};

const shorten = (cell: string) => (cell.length > 40 ? `${cell.slice(0, 39)}…` : cell);

/** Rows as CSV text (RFC 4180), one line for each, ending in a line break. */
export const toCsv = (rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.map(quote).join(',')}\n`).join('');

const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
