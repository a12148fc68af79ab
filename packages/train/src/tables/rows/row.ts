/** A row as an object: the value of each column by its name. Columns that a row does not have are missing there. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Rows that are made in batches, such as those of a database or of a Parquet file.
 *
 * @example
 * ```ts
 * const source: RowSource = {
 *   async *rows() {
 *     for (const page of pages) yield await fetchRows(page);
 *   },
 * };
 * const table = await readTable(source);
 * ```
 */
export interface RowSource {
  /** Begins to read the rows anew each time it is called, always the same ones. */
  rows(): AsyncIterable<readonly Row[]>;
}

/** What a cell is written as: text, or a number that needs no reading. */
export type Cell = string | number;

/**
 * Takes a row.
 *
 * @param cells A cell for each column that is known so far. The array is used again for the next row.
 * @param line Number of the line where the row begins, or of the row where there are no lines, from 1.
 * @param file Name of the file that it is in.
 */
export type OnRow = (cells: readonly Cell[], line: number, file: string) => void;

/** A table as rows of cells, whatever it is written in. */
export interface CellRows {
  /**
   * Hands all rows to `onRow`, from the first on, with a turn after each piece of the source. Returns the names of the columns.
   *
   * @param like Names of the columns that there have to be, in the order in which cells are wanted. Default: as they come.
   * @throws {@link FormatError} naming the line, or the column that differs.
   */
  read(onRow: OnRow, like?: readonly string[]): AsyncGenerator<undefined, string[], undefined>;
}
