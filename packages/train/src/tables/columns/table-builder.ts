import { FormatError } from '@nadir/core';
import type { Cell } from '../rows/row.js';
import { builderOf } from './builders.js';
import type { Table } from './column.js';
import type { ColumnFormat } from './survey.js';

/** A column of a table that is to be built. */
export interface NamedFormat {
  readonly name: string;
  readonly format: ColumnFormat;
}

/** Fills a table of a known number of rows. */
export class TableBuilder {
  readonly rows: number;
  readonly #name: string;
  readonly #columns: readonly NamedFormat[];
  readonly #builders;
  readonly #lines: Uint32Array;
  #at = 0;

  constructor(name: string, columns: readonly NamedFormat[], rows: number) {
    this.rows = rows;
    this.#name = name;
    this.#columns = columns;
    this.#builders = columns.map(({ format }) => builderOf(format, rows));
    this.#lines = new Uint32Array(rows);
  }

  get isFull(): boolean {
    return this.#at === this.rows;
  }

  /**
   * @param cells Those of columns that come later are missing where there are fewer.
   * @throws {@link FormatError} naming the cell that is not as its column is.
   */
  add(cells: readonly Cell[], line: number): void {
    this.#lines[this.#at++] = line;
    this.#builders.forEach((builder, i) => {
      const cell = String(cells[i] ?? '').trim();
      if (builder.add(cell)) return;
      const { name, format } = this.#columns[i] as NamedFormat;
      throw new FormatError(
        `${this.#name}:${line}, column ${JSON.stringify(name)}: got ${JSON.stringify(cell.slice(0, 40))}, ` +
          `expected a ${format.kind}. Correct it, or leave it empty where the value is not known.`,
      );
    });
  }

  build(): Table {
    const lines = this.#lines;
    return {
      name: this.#name,
      length: this.rows,
      columns: this.#builders.map((builder, i) =>
        builder.build((this.#columns[i] as NamedFormat).name),
      ),
      line: (row) => lines[row] as number,
    };
  }
}
