import type { Scratch } from '../../bytes/scratch.js';

/** Kinds of columns. */
export type Kind = 'number' | 'boolean' | 'date' | 'text';

interface ColumnBase {
  readonly name: string;
  /** Number of cells that hold no value. */
  readonly missing: number;
}

/** Numbers, in the least memory that holds them exactly. */
export interface NumberColumn extends ColumnBase {
  readonly kind: 'number';
  /** Sign of the unit of all cells, such as `'%'`, or an empty text. */
  readonly unit: string;
  /** The number in a row; NaN where it is missing. */
  at(row: number): number;
}

/** Words for yes and no. */
export interface BooleanColumn extends ColumnBase {
  readonly kind: 'boolean';
  /** The words for no and for yes as the file writes them where they come first. */
  readonly words: readonly [no: string, yes: string];
  /** 1 for yes, 0 for no; NaN where it is missing. */
  at(row: number): number;
}

/** Dates or times of day. */
export interface DateColumn extends ColumnBase {
  readonly kind: 'date';
  /** Whether the cells are dates, not times of day alone. */
  readonly hasDate: boolean;
  readonly hasTime: boolean;
  /** Milliseconds since 1970 in UTC, or since midnight; NaN where it is missing. */
  at(row: number): number;
}

/** Texts, each different one kept once. */
export interface TextColumn extends ColumnBase {
  readonly kind: 'text';
  /** The first 65 536 different texts; the first one is empty and stands for a missing cell. */
  readonly texts: readonly string[];
  /** Place of the text of a row among {@link TextColumn.texts}; for one that is not there, a larger number that equal texts share. 0 where it is missing. */
  at(row: number): number;
  /** Why the cells were not taken for numbers or dates, where most of them looked like it. */
  readonly remark: string | undefined;
}

/** A column of a {@link Table}. */
export type TableColumn = NumberColumn | BooleanColumn | DateColumn | TextColumn;

/** A table, column by column. Made by {@link readTable}. */
export interface Table {
  /** Name of the file, for messages. */
  readonly name: string;
  /** Number of rows. */
  readonly length: number;
  readonly columns: readonly TableColumn[];
  /** Where its columns are, if memory was too small for them: then they are read quickly in the order of the rows only. */
  readonly scratch?: Scratch;
  /** Where a row is written, for messages: file and number of the line, such as `f.csv:17`. */
  place(row: number): string;
}
