import { shorten } from './notice.js';
import { type DrawnPoint, type DrawnPoints, maxClasses, maxPoints, onGrid } from './points.js';

/** What is wrong with pasted text. Words are the page's. */
export interface PasteFault {
  /** Row of the text, from 1. */
  readonly row: number;
  readonly kind: /** There is no row with numbers. */
    | 'empty'
    /** A row has another number of cells than three. */
    | 'cells'
    /** A coordinate is no finite number. */
    | 'coordinate'
    /** More classes than can be told apart. */
    | 'classes'
    /** More rows than a link can hold. */
    | 'rows';
  /** What stands there. */
  readonly got: string;
  /** How many cells, classes or rows are accepted; for a coordinate, its cell from 1. */
  readonly expected: number;
}

/** Points of pasted text, or what is wrong with it. */
export type Pasted =
  | { readonly points: DrawnPoints; readonly fault?: undefined }
  | { readonly fault: PasteFault; readonly points?: undefined };

interface Row {
  readonly row: number;
  readonly cells: readonly string[];
}

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell));

/**
 * Reads rows of `x, y, target`, with commas, semicolons or tabs between cells. A first row of names is passed over. Targets are
 * classes where there are few and all are whole numbers, or words; else numbers. Coordinates, and numbers to predict, are brought
 * linearly to [−1, 1] where they lie beyond it.
 */
export function parsePoints(text: string): Pasted {
  const rows = text.split(/\r?\n/).flatMap((line, i): Row[] => {
    if (line.trim() === '') return [];
    return [{ row: i + 1, cells: line.split(/[,;\t]/).map((cell) => cell.trim()) }];
  });
  const [first] = rows;
  const hasNames = first !== undefined && !isNumber(first.cells[0] as string);
  const data = hasNames ? rows.slice(1) : rows;
  const fault = faultIn(data);
  if (fault !== undefined) return { fault };
  return { points: pointsOf(data) };
}

function faultIn(data: readonly Row[]): PasteFault | undefined {
  if (data.length === 0) return { row: 1, kind: 'empty', got: '', expected: 3 };
  for (const { row, cells } of data) {
    if (cells.length !== 3) return { row, kind: 'cells', got: String(cells.length), expected: 3 };
    const wrong = cells.slice(0, 2).findIndex((cell) => !isNumber(cell));
    if (wrong >= 0) {
      return { row, kind: 'coordinate', got: shorten(cells[wrong] as string), expected: wrong + 1 };
    }
  }
  const last = data.at(-1) as Row;
  if (data.length > maxPoints) {
    return { row: last.row, kind: 'rows', got: String(data.length), expected: maxPoints };
  }
  const words = classesOf(data);
  if (words !== undefined && words.length > maxClasses) {
    const row = data.find(({ cells }) => cells[2] === words[maxClasses])?.row ?? last.row;
    return { row, kind: 'classes', got: String(words.length), expected: maxClasses };
  }
  return undefined;
}

/** The classes of targets, in order; none where targets are numbers. */
function classesOf(data: readonly Row[]): readonly string[] | undefined {
  const targets = [...new Set(data.map(({ cells }) => cells[2] as string))];
  const areNumbers = targets.every(isNumber);
  if (!areNumbers) return targets.sort();
  const areWhole = targets.every((target) => Number.isInteger(Number(target)));
  if (!areWhole || targets.length > maxClasses) return undefined;
  return targets.sort((a, b) => Number(a) - Number(b));
}

function pointsOf(data: readonly Row[]): DrawnPoints {
  const classes = classesOf(data);
  const column = (i: number) => data.map(({ cells }) => Number(cells[i]));
  const xs = fitted(column(0));
  const ys = fitted(column(1));
  const targets =
    classes === undefined
      ? fitted(column(2))
      : data.map(({ cells }) => classes.indexOf(cells[2] as string));
  return {
    kind: classes === undefined ? 'numbers' : 'classes',
    points: data.map(
      (_, i): DrawnPoint => [xs[i] as number, ys[i] as number, targets[i] as number],
    ),
  };
}

/** Numbers brought to [−1, 1] where one lies beyond it, on the grid of links. */
function fitted(values: readonly number[]): number[] {
  const low = values.reduce((least, value) => Math.min(least, value));
  const high = values.reduce((most, value) => Math.max(most, value));
  if (low >= -1 && high <= 1) return values.map(onGrid);
  const half = (high - low) / 2;
  return values.map((value) => onGrid(half === 0 ? 0 : (value - low) / half - 1));
}
