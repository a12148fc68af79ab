import type { Layout } from './row-program.js';

/** Rows and columns of a matrix. */
export interface MatrixSize {
  readonly rows: number;
  readonly columns: number;
}

/** Where in a matrix the elements of a tensor belong. */
export interface Placement extends Layout {
  /** Row r has the elements of row ⌊r / repeat⌋ mod period, where rows are chosen; both are 1 elsewhere. */
  readonly repeat: number;
  readonly period: number;
}

/** A placement whose words say what its numbers say. */
export function placement(
  { rows, columns }: MatrixSize,
  numbers: { readonly repeat: number; readonly period: number; readonly isWide: boolean },
): Placement {
  const { repeat, period, isWide } = numbers;
  const all = isWide || columns === 1 ? 'all' : 'one';
  if (rows === 1 || (repeat === 1 && period === rows)) {
    return { rows: 'all', columns: all, repeat: 1, period: 1 };
  }
  if (period === 1) return { rows: 'one', columns: all, repeat: 1, period: 1 };
  return { rows: 'chosen', columns: all, repeat, period };
}

/** Where the elements of a tensor belong that is broadcast to a shape whose elements are the matrix, if they lie as a {@link Placement} says. */
export function broadcastTo(
  shape: readonly number[],
  given: readonly number[],
  size: MatrixSize,
): Placement | undefined {
  const inner = innerAxes(shape, size.columns);
  if (inner === undefined || given.length > shape.length) return undefined;
  const own = [...Array<number>(shape.length - given.length).fill(1), ...given];
  const isOwn = (axis: number) => own[axis] === shape[axis];
  if (own.some((length, axis) => length !== 1 && !isOwn(axis))) return undefined;

  const axes = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1);
  const columns = axes.filter((axis) => axis >= inner);
  const isWide = columns.every(isOwn);
  if (!isWide && columns.some(isOwn)) return undefined;

  const rows = axes.filter((axis) => axis < inner);
  const first = rows.findIndex(isOwn);
  const last = rows.findLastIndex(isOwn);
  const chosen = first < 0 ? [] : rows.slice(first, last + 1);
  if (!chosen.every(isOwn)) return undefined;
  const lengthOf = (some: readonly number[]) =>
    some.reduce((product, axis) => product * (shape[axis] as number), 1);
  const repeat = first < 0 ? 1 : lengthOf(rows.slice(last + 1));
  return placement(size, { repeat, period: lengthOf(chosen), isWide });
}

/** The axis from which on a shape has so many elements, if there is one. */
export function innerAxes(shape: readonly number[], elements: number): number | undefined {
  let axis = shape.length;
  let product = 1;
  while (product < elements && axis > 0) product *= shape[--axis] as number;
  return product === elements ? axis : undefined;
}

export const areAlike = (a: Placement, b: Placement): boolean =>
  a.rows === b.rows && a.columns === b.columns && a.repeat === b.repeat && a.period === b.period;
