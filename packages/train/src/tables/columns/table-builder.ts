import { FormatError } from '@nadir/core';
import type { Scratch } from '../../bytes/scratch.js';
import type { Cell } from '../rows/row.js';
import { builderOf, bytesOfCell } from './builders.js';
import type { Table } from './column.js';
import { Pages, pageLengthFor, type Storage } from './pages.js';
import type { ColumnFormat } from './survey.js';

/** A column of a table that is to be built. */
export interface NamedFormat {
  readonly name: string;
  readonly format: ColumnFormat;
}

/** Bytes of a table that stays in memory, unless the scratch says otherwise. */
const limitBytes = 2 ** 26;

/** Fills a table of a known number of rows. */
export class TableBuilder {
  readonly rows: number;
  readonly #name: string;
  readonly #columns: readonly NamedFormat[];
  readonly #builders;
  readonly #lines: Pages;
  readonly #storage: Storage;
  /** The files, each with its first row. */
  readonly #files: { readonly name: string; readonly first: number }[] = [];
  #at = 0;

  /** @param scratch Where a table goes that is too large for memory. */
  constructor(name: string, columns: readonly NamedFormat[], rows: number, scratch?: Scratch) {
    this.rows = rows;
    this.#name = name;
    this.#columns = columns;
    const bytes = rows * columns.reduce((sum, { format }) => sum + bytesOfCell(format), 0);
    this.#storage = {
      pageLength: pageLengthFor(columns.length),
      ...(scratch !== undefined && bytes > (scratch.limitBytes ?? limitBytes) && { scratch }),
    };
    this.#builders = columns.map(({ format }) => builderOf(format, rows, this.#storage));
    this.#lines = new Pages(rows, 'Uint32Array', this.#storage);
  }

  get isFull(): boolean {
    return this.#at === this.rows;
  }

  /**
   * @param cells Those of columns that come later are missing where there are fewer.
   * @throws {@link FormatError} naming the cell that is not as its column is.
   */
  add(cells: readonly Cell[], line: number, file: string): void {
    if (this.#files.at(-1)?.name !== file) this.#files.push({ name: file, first: this.#at });
    this.#at++;
    this.#lines.add(line);
    this.#builders.forEach((builder, i) => {
      const cell = String(cells[i] ?? '').trim();
      if (builder.add(cell)) return;
      const { name, format } = this.#columns[i] as NamedFormat;
      throw new FormatError(
        `${file}:${line}, column ${JSON.stringify(name)}: got ${JSON.stringify(cell.slice(0, 40))}, ` +
          `expected a ${format.kind}. Correct it, or leave it empty where the value is not known.`,
      );
    });
  }

  build(): Table {
    const lines = this.#lines;
    const files = this.#files;
    const fileOf = (row: number) => files.findLast(({ first }) => first <= row)?.name;
    const { scratch } = this.#storage;
    return {
      name: this.#name,
      length: this.rows,
      columns: this.#builders.map((builder, i) =>
        builder.build((this.#columns[i] as NamedFormat).name),
      ),
      place: (row) => `${fileOf(row)}:${lines.at(row)}`,
      ...(scratch && { scratch }),
    };
  }
}
