import { FormatError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import { checkColumnCount, columnNames, otherColumns } from './column-names.js';
import type { Cell, OnRow } from './row.js';

/** Makes rows of cells from objects. A column is there from the first row on that has it. */
export class ObjectReader {
  readonly #name: string;
  readonly #onRow: OnRow;
  readonly #places: Map<string, number>;
  readonly #cells: Cell[];
  readonly #like: readonly string[] | undefined;

  /** @param like Names of all columns that there may be, in the order in which cells are wanted. */
  constructor(name: string, onRow: OnRow, like?: readonly string[]) {
    this.#name = name;
    this.#onRow = onRow;
    this.#like = like;
    this.#places = new Map(like?.map((column, place) => [column, place]));
    this.#cells = Array.from(this.#places, () => '');
  }

  /** @throws {@link FormatError} for what is no object, or holds what no cell can. */
  add(row: unknown, line: number): void {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new FormatError(
        `${this.#name}:${line}: got ${describe(row)}, expected an object with the values of a row by the names of their columns.`,
      );
    }
    const cells = this.#cells.fill('');
    for (const [key, value] of Object.entries(row)) {
      const place = this.#places.get(key) ?? this.#places.size;
      if (place === this.#places.size) {
        if (this.#like !== undefined) throw otherColumns(this.#name, undefined, key);
        this.#places.set(key, place);
        checkColumnCount(this.#name, line, this.#places.size);
      }
      cells[place] = this.#cellOf(value, key, line);
    }
    this.#onRow(cells, line, this.#name);
  }

  /**
   * The names of all columns.
   *
   * @throws {@link FormatError} when none has come.
   */
  end(): string[] {
    if (this.#places.size > 0)
      return columnNames([...this.#places.keys()].map((key) => key.trim()));
    throw new FormatError(`${this.#name}: got no rows with a value, expected one or more.`);
  }

  #cellOf(value: unknown, key: string, line: number): Cell {
    switch (typeof value) {
      case 'number':
      case 'string':
        return value;
      case 'boolean':
      case 'bigint':
        return String(value);
      case 'undefined':
        return '';
      case 'object':
        return value === null ? '' : this.#textOf(value, key, line);
      default:
        throw this.#refusal(value, key, line);
    }
  }

  /** A date as ISO 8601 has it; lists and objects as JSON, so that equal ones are equal texts. */
  #textOf(value: object, key: string, line: number): string {
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
    try {
      return JSON.stringify(value) ?? '';
    } catch (cause) {
      throw this.#refusal(value, key, line, cause);
    }
  }

  #refusal(value: unknown, key: string, line: number, cause?: unknown): FormatError {
    return new FormatError(
      `${this.#name}:${line}, column ${JSON.stringify(key)}: got ${describe(value)}, expected a number, a text, true, false, a date or null.`,
      { cause },
    );
  }
}
