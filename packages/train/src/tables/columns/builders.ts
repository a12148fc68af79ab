import { booleanIn, type NoYes } from '../cells/booleans.js';
import { dateIn, timeIn } from '../cells/dates.js';
import { isMissing } from '../cells/missing.js';
import { NumberReader } from '../cells/numbers.js';
import type { BooleanColumn, DateColumn, NumberColumn, TableColumn, TextColumn } from './column.js';
import type { ColumnFormat } from './survey.js';

/** Takes the cells of a column one after the other. */
export interface ColumnBuilder {
  /** Whether the cell, without spaces around it, could be read. */
  add(cell: string): boolean;
  build(name: string): TableColumn;
}

/** @param rows Number of cells that will come. */
export function builderOf(format: ColumnFormat, rows: number): ColumnBuilder {
  switch (format.kind) {
    case 'number':
      return numbers(format, rows);
    case 'boolean':
      return booleans(format.words, rows);
    case 'date':
      return dates(format.order, rows);
    case 'text':
      return texts(format.remark, rows);
  }
}

function numbers(
  { decimal, unit, decimals, largest }: Extract<ColumnFormat, { kind: 'number' }>,
  rows: number,
): ColumnBuilder {
  const reader = new NumberReader();
  const scale = 10 ** (decimals ?? 0);
  const values = decimals === undefined ? new Float64Array(rows) : integers(largest * scale, rows);
  // The smallest integer stands for a missing cell: no number is as large as it.
  const none =
    values instanceof Float64Array ? Number.NaN : -(2 ** (8 * values.BYTES_PER_ELEMENT - 1));
  let at = 0;
  let missing = 0;
  return {
    add(cell) {
      const isGap = isMissing(cell);
      if (isGap) missing++;
      else if (!reader.read(cell, decimal)) return false;
      values[at++] = isGap
        ? none
        : decimals === undefined
          ? reader.value
          : Math.round(reader.value * scale);
      return true;
    },
    build: (name): NumberColumn => ({
      kind: 'number',
      name,
      missing,
      unit,
      at(row) {
        const value = values[row] as number;
        return value === none ? Number.NaN : value / scale;
      },
    }),
  };
}

function integers(largest: number, rows: number): Int8Array | Int16Array | Int32Array {
  if (largest < 2 ** 7) return new Int8Array(rows);
  return largest < 2 ** 15 ? new Int16Array(rows) : new Int32Array(rows);
}

function booleans(words: NoYes, rows: number): ColumnBuilder {
  const values = new Int8Array(rows);
  let at = 0;
  let missing = 0;
  return {
    add(cell) {
      const isGap = isMissing(cell);
      const value = isGap ? undefined : booleanIn(cell);
      if (isGap) missing++;
      else if (value === undefined) return false;
      values[at++] = value === undefined ? -1 : Number(value);
      return true;
    },
    build: (name): BooleanColumn => ({
      kind: 'boolean',
      name,
      missing,
      words,
      at: (row) => (values[row] === -1 ? Number.NaN : (values[row] as number)),
    }),
  };
}

const dayMs = 86_400_000;

function dates(order: 'ymd' | 'dmy' | 'mdy' | 'time', rows: number): ColumnBuilder {
  const values = new Float64Array(rows);
  let at = 0;
  let missing = 0;
  let hasTime = order === 'time';
  return {
    add(cell) {
      const isGap = isMissing(cell);
      const value = isGap ? Number.NaN : order === 'time' ? timeIn(cell) : dateIn(cell, order);
      if (isGap) missing++;
      else if (Number.isNaN(value)) return false;
      if (!hasTime && value % dayMs !== 0 && !isGap) hasTime = true;
      values[at++] = value;
      return true;
    },
    build: (name): DateColumn => ({
      kind: 'date',
      name,
      missing,
      hasDate: order !== 'time',
      hasTime,
      at: (row) => values[row] as number,
    }),
  };
}

/** Most different texts that are kept, the empty one aside. */
const mostTexts = 2 ** 16 - 1;

function texts(remark: string | undefined, rows: number): ColumnBuilder {
  let codes: Uint8Array | Uint16Array | Float64Array = new Uint8Array(rows);
  let places: Map<string, number> | undefined = new Map([['', 0]]);
  let at = 0;
  let missing = 0;
  const placeOf = (cell: string): number => {
    const known = places?.get(cell);
    if (known !== undefined) return known;
    if (places === undefined) return hashOf(cell);
    const place = places.size;
    if (place === 2 ** 8) codes = Uint16Array.from(codes);
    if (place <= mostTexts) {
      places.set(cell, place);
      return place;
    }
    const hashes = [...places.keys()].map((text) => (text === '' ? 0 : hashOf(text)));
    codes = Float64Array.from(codes, (code) => hashes[code] as number);
    places = undefined;
    return hashOf(cell);
  };
  return {
    add(cell) {
      const isGap = isMissing(cell);
      if (isGap) missing++;
      const place = isGap ? 0 : placeOf(cell);
      codes[at++] = place;
      return true;
    },
    build: (name): TextColumn => ({
      kind: 'text',
      name,
      missing,
      texts: places && [...places.keys()],
      at: (row) => codes[row] as number,
      remark,
    }),
  };
}

/** 52 bits from a text, never 0 (two FNV-1a hashes with different offsets). */
function hashOf(text: string): number {
  let a = 0x811c9dc5;
  let b = 0x050c5d1f;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code ^ (a >>> 15), 0x01000193);
  }
  return (a >>> 0) * 2 ** 20 + (b >>> 12) + 1;
}
