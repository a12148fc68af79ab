import type { Operation } from '@nadir/core';

/**
 * Which elements a value has that lies in memory, in a matrix of rows and columns: of each row one after the other, of the same row again and
 * again, or of rows that are chosen by two numbers, `repeat` and `period`, as ⌊row / repeat⌋ mod period. And of each column, or one for all.
 */
export interface Layout {
  readonly rows: 'all' | 'one' | 'chosen';
  readonly columns: 'all' | 'one';
}

/**
 * How elements lie in memory. Booleans are bytes there, 0 or 1, and masks in a program: lanes whose bits are all 1 or all 0, as comparisons
 * make them.
 */
export type ElementType = 'float32' | 'bool';

/** Operations on single elements. Those of programs keep their meaning. */
export type ElementOperation =
  | Exclude<Operation, 'bits' | 'uniform'>
  /** `a < b ? b : a` */
  | 'larger'
  /** `b < a ? b : a` */
  | 'smaller'
  | 'exp'
  | 'log';

/** One value of a row program. Arguments are positions of earlier nodes. */
export type RowNode =
  | { readonly op: 'input'; readonly layout: Layout; readonly type: ElementType }
  | { readonly op: 'constant'; readonly value: number }
  /** The number of columns. */
  | { readonly op: 'columns' }
  | { readonly op: ElementOperation; readonly args: readonly number[] }
  /** One number for each row. */
  | { readonly op: 'rowSum' | 'rowMax'; readonly args: readonly [number] };

/** A value that is written, or whose elements are added to what is there, row after row. */
export interface RowOutput {
  readonly node: number;
  readonly layout: Layout;
  readonly type: ElementType;
  readonly adds: boolean;
}

/** What is computed of a matrix, row by row: single elements, and sums and maxima of rows, with which elements of the same row go on. */
export interface RowProgram {
  readonly nodes: readonly RowNode[];
  readonly outputs: readonly RowOutput[];
}
