import { OptionError } from '@nadir/core';
import type { Table, TableColumn } from './column.js';

/** The column of a name; `undefined` where there is none. */
export const columnOf = (table: Table, name: string): TableColumn | undefined =>
  table.columns.find((column) => column.name === name);

/**
 * The column that an option names.
 *
 * @throws {@link OptionError} listing the columns when there is none of this name.
 */
export function namedColumn(where: string, table: Table, name: string): TableColumn {
  const column = columnOf(table, name);
  if (column !== undefined) return column;
  const names = table.columns.slice(0, 20).map((one) => JSON.stringify(one.name));
  const more = table.columns.length > names.length ? ', …' : '';
  throw new OptionError(
    `${where}: got ${JSON.stringify(name)}, expected a column of ${table.name}: ${names.join(', ')}${more}.`,
  );
}

/** Whether no value is in a row. */
export const isMissingAt = (column: TableColumn, row: number): boolean =>
  column.kind === 'text' ? column.at(row) === 0 : Number.isNaN(column.at(row));

/** A value of a column as the name of a class or category. */
export function labelOf(column: TableColumn, value: number): string {
  switch (column.kind) {
    case 'text':
      return column.texts[value] ?? String(value);
    case 'boolean':
      return column.words[value] as string;
    case 'date':
      return new Date(value).toISOString();
    case 'number':
      return String(value);
  }
}

/** The value of a row as the name of a class or category. */
export const labelAt = (column: TableColumn, row: number): string =>
  labelOf(column, column.at(row));

/** Place of a cell in its file, for messages. */
export const placeOf = (table: Table, column: TableColumn, row: number): string =>
  `${table.place(row)}, column ${JSON.stringify(column.name)}`;
