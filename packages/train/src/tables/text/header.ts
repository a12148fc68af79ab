import { FormatError } from '@nadir/core';
import { checkColumnCount, columnNames, placesLike } from '../rows/column-names.js';
import type { OnRow } from '../rows/row.js';
import type { Dialect } from './dialect.js';

/** Takes the names of the columns from the first record, and holds all others to their number. */
export class HeaderReader {
  readonly #name: string;
  readonly #header: boolean;
  readonly #onRow: OnRow;
  readonly #like: readonly string[] | undefined;
  /** Where the cells are in the order that is wanted, and the cells in it. */
  #places: Uint32Array | undefined;
  readonly #ordered: string[] = [];
  #names: string[] | undefined;
  #width: number | undefined;

  /** @param like Names of the columns that there have to be, in the order in which cells are wanted. */
  constructor(name: string, { header }: Dialect, onRow: OnRow, like?: readonly string[]) {
    this.#name = name;
    this.#header = header;
    this.#onRow = onRow;
    this.#like = like;
  }

  /** @throws {@link FormatError} for a row with more or fewer cells than there are columns, and for too many columns. */
  add(cells: readonly string[], line: number): void {
    if (this.#width === undefined) checkColumnCount(this.#name, line, cells.length);
    if (this.#names === undefined && this.#header) {
      this.#names = cells.map((cell) => cell.trim());
      this.#names[0] = (this.#names[0] as string).replace(/^#\s*/, '');
      return;
    }
    this.#names ??= cells.map(() => '');
    this.#width ??= this.#widthWith(this.#names, cells);
    if (cells.length !== this.#width) {
      throw new FormatError(
        `${this.#name}:${line}: got ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, expected ${this.#width} ` +
          'as in the rows before. Check separators and quotes on this line.',
      );
    }
    this.#onRow(
      this.#like === undefined ? cells : this.#inOrder(cells, this.#like),
      line,
      this.#name,
    );
  }

  /**
   * The names of all columns, each once.
   *
   * @throws {@link FormatError} when no row has come.
   */
  end(): string[] {
    if (this.#names === undefined || this.#width === undefined) {
      const got = this.#names === undefined ? 'an empty file' : 'a header without rows';
      throw new FormatError(
        `${this.#name}: got ${got}, expected a line of column names, then rows of values.`,
      );
    }
    return [...(this.#like ?? columnNames(this.#names))];
  }

  #inOrder(cells: readonly string[], like: readonly string[]): readonly string[] {
    this.#places ??= placesLike(this.#name, columnNames(this.#names as string[]), like);
    this.#places.forEach((place, i) => {
      this.#ordered[i] = cells[place] as string;
    });
    return this.#ordered;
  }

  /** Some programs leave out the name of the row numbers, or end each row by a separator. */
  #widthWith(names: string[], cells: readonly string[]): number {
    if (cells.length === names.length + 1) {
      if ((cells.at(-1) as string).trim() === '') names.push('');
      else names.unshift('');
    }
    return names.length;
  }
}
