import { booleanIn, type NoYes } from '../cells/booleans.js';
import { dateIn, timeIn } from '../cells/dates.js';
import { isMissing } from '../cells/missing.js';
import { NumberReader } from '../cells/numbers.js';
import type { BooleanColumn, DateColumn, NumberColumn, TableColumn, TextColumn } from './column.js';
import { type ArrayKind, Pages, type Storage } from './pages.js';
import type { ColumnFormat } from './survey.js';

/** Takes the cells of a column one after the other. */
export interface ColumnBuilder {
  /** Whether the cell, without spaces around it, could be read. */
  add(cell: string): boolean;
  build(name: string): TableColumn;
}

/** @param rows Number of cells that will come. */
export function builderOf(format: ColumnFormat, rows: number, storage: Storage): ColumnBuilder {
  switch (format.kind) {
    case 'number':
      return numbers(format, rows, storage);
    case 'boolean':
      return booleans(format.words, rows, storage);
    case 'date':
      return dates(format.order, rows, storage);
    case 'text':
      return texts(format.remark, rows, storage);
  }
}

/** Bytes that a cell of a column takes, for texts the most. */
export const bytesOfCell = (format: ColumnFormat): number =>
  format.kind === 'number' ? cellBytes[kindOf(format)] : cellBytes[kindsOfOthers[format.kind]];

const cellBytes: Readonly<Record<ArrayKind, number>> = {
  ...{ Int8Array: 1, Uint8Array: 1, Int16Array: 2, Uint16Array: 2 },
  ...{ Int32Array: 4, Uint32Array: 4, Float64Array: 8 },
};

const kindsOfOthers = {
  boolean: 'Int8Array',
  date: 'Float64Array',
  text: 'Float64Array',
} as const;

type NumberFormat = Extract<ColumnFormat, { kind: 'number' }>;

/** Whole numbers are kept in the least memory that holds all of them, beside one that stands for a missing cell. */
function kindOf({ decimals, largest }: NumberFormat): ArrayKind {
  if (decimals === undefined) return 'Float64Array';
  const most = largest * 10 ** decimals;
  if (most < 2 ** 7) return 'Int8Array';
  return most < 2 ** 15 ? 'Int16Array' : 'Int32Array';
}

function numbers(format: NumberFormat, rows: number, storage: Storage): ColumnBuilder {
  const { decimal, unit, decimals } = format;
  const reader = new NumberReader();
  const scale = 10 ** (decimals ?? 0);
  const kind = kindOf(format);
  const values = new Pages(rows, kind, storage);
  // The smallest integer stands for a missing cell: no number is as large as it.
  const none = decimals === undefined ? Number.NaN : -(2 ** (8 * cellBytes[kind] - 1));
  let missing = 0;
  return {
    add(cell) {
      const isGap = isMissing(cell);
      if (isGap) missing++;
      else if (!reader.read(cell, decimal)) return false;
      values.add(
        isGap ? none : decimals === undefined ? reader.value : Math.round(reader.value * scale),
      );
      return true;
    },
    build: (name): NumberColumn => ({
      kind: 'number',
      name,
      missing,
      unit,
      at(row) {
        const value = values.at(row);
        return value === none ? Number.NaN : value / scale;
      },
    }),
  };
}

function booleans(words: NoYes, rows: number, storage: Storage): ColumnBuilder {
  const values = new Pages(rows, kindsOfOthers.boolean, storage);
  let missing = 0;
  return {
    add(cell) {
      const isGap = isMissing(cell);
      const value = isGap ? undefined : booleanIn(cell);
      if (isGap) missing++;
      else if (value === undefined) return false;
      values.add(value === undefined ? -1 : Number(value));
      return true;
    },
    build: (name): BooleanColumn => ({
      kind: 'boolean',
      name,
      missing,
      words,
      at(row) {
        const value = values.at(row);
        return value === -1 ? Number.NaN : value;
      },
    }),
  };
}

const dayMs = 86_400_000;

function dates(
  order: 'ymd' | 'dmy' | 'mdy' | 'time',
  rows: number,
  storage: Storage,
): ColumnBuilder {
  const values = new Pages(rows, kindsOfOthers.date, storage);
  let missing = 0;
  let hasTime = order === 'time';
  return {
    add(cell) {
      const isGap = isMissing(cell);
      const value = isGap ? Number.NaN : order === 'time' ? timeIn(cell) : dateIn(cell, order);
      if (isGap) missing++;
      else if (Number.isNaN(value)) return false;
      if (!hasTime && value % dayMs !== 0 && !isGap) hasTime = true;
      values.add(value);
      return true;
    },
    build: (name): DateColumn => ({
      kind: 'date',
      name,
      missing,
      hasDate: order !== 'time',
      hasTime,
      at: (row) => values.at(row),
    }),
  };
}

/** Most different texts that are kept, the empty one included. */
const mostTexts = 2 ** 16;

function texts(remark: string | undefined, rows: number, storage: Storage): ColumnBuilder {
  const places = new Map([['', 0]]);
  const values = new Pages(rows, 'Uint8Array', storage);
  let kind: ArrayKind = 'Uint8Array';
  let missing = 0;
  const widen = (wider: ArrayKind) => {
    if (kind !== wider) values.widen(wider);
    kind = wider;
  };
  const placeOf = (cell: string): number => {
    const known = places.get(cell);
    if (known !== undefined) return known;
    const place = places.size;
    if (place === mostTexts) {
      widen('Float64Array');
      return mostTexts + hashOf(cell);
    }
    if (place === 2 ** 8) widen('Uint16Array');
    places.set(alone(cell), place);
    return place;
  };
  return {
    add(cell) {
      const isGap = isMissing(cell);
      if (isGap) missing++;
      values.add(isGap ? 0 : placeOf(cell));
      return true;
    },
    build: (name): TextColumn => ({
      kind: 'text',
      name,
      missing,
      texts: [...places.keys()],
      at: (row) => values.at(row),
      remark,
    }),
  };
}

/** The same text, without the piece of the file that it was cut out of: engines keep that as long as the cut. */
const alone = (text: string): string => JSON.parse(JSON.stringify(text)) as string;

/** 52 bits from a text (two FNV-1a hashes with different offsets). */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (a >>> 15), 0x01000193);
  }
  return (a >>> 0) * 2 ** 20 + (b >>> 12);
}
