import type { Scratch } from '../../bytes/scratch.js';
import type { Table } from '../columns/column.js';
import { allRows } from '../columns/labels.js';
import type { Encoded, Encoder } from './encoder.js';

/** Rows of a table as a model takes them, of which the features are made when they are asked for. */
export interface EncodedRows extends Pick<Encoded, 'targets' | 'weights'> {
  /** Number of rows. */
  readonly length: number;
  /** Number of features of a row. */
  readonly width: number;
  /** Features of rows by their places among these, in any order; shape [places, width]. */
  features(places: Uint32Array): Float32Array;
}

/**
 * Rows of a table for a training: their features would often be larger than the table.
 *
 * @param rows Rows of the table, in this order. Default: all.
 * @throws as {@link Encoder.encode}.
 * @example
 * ```ts
 * const { features, targets } = encodedRows(encoder, plan.table, parts.train);
 * const first = features(Uint32Array.of(0, 1, 2));
 * ```
 */
export function encodedRows(
  encoder: Encoder,
  table: Table,
  rows: Uint32Array = allRows(table.length),
): EncodedRows {
  const { targets, weights } = encoder.encodeTargets(table, rows);
  const { scratch } = table;
  const write =
    scratch === undefined ? encoder.writer(table) : fromRecords(encoder, table, scratch);
  return {
    ...{ length: rows.length, width: encoder.width, targets, weights },
    features: (places) => write(places.map((place) => rows[place] as number)),
  };
}

/** Bytes of rows that are brought together before they are put away. */
const bytesAtOnce = 2 ** 20;

/** A record of numbers for each row, in a scratch: to read a row takes one access, not one for each column. */
interface Records {
  readonly from: number;
  readonly bytes: number;
}

/** Records of a table, made once for all parts of it. */
const recordsOf = new WeakMap<Table, Records>();

function fromRecords(
  encoder: Encoder,
  table: Table,
  scratch: Scratch,
): (rows: Uint32Array) => Float32Array {
  const columns = encoder.columnsIn(table);
  const records = recordsOf.get(table) ?? putRecords(table, scratch);
  recordsOf.set(table, records);
  return (rows) => {
    const width = table.columns.length;
    const values = new Float64Array(rows.length * width);
    const bytes = new Uint8Array(values.buffer);
    readRecords(scratch, records, rows, bytes);
    const places = new Map(table.columns.map(({ name }, i) => [name, i]));
    const some: Table = {
      ...{ name: table.name, length: rows.length, place: (i) => table.place(rows[i] as number) },
      columns: columns.map((column) => {
        const place = places.get(column.name) as number;
        return { ...column, at: (i: number) => values[i * width + place] as number };
      }),
    };
    return encoder.writer(some)(allRows(rows.length));
  };
}

/** Rows that are read for one that is wanted, where all are read at once. */
const mostSpread = 16;

/** Reads the records of rows one after the other, or all at once where they lie close together in their order. */
function readRecords(
  scratch: Scratch,
  { from, bytes: size }: Records,
  rows: Uint32Array,
  records: Uint8Array,
): void {
  const first = rows[0] ?? 0;
  const span = (rows.at(-1) ?? 0) - first + 1;
  const rises = rows.every((row, i) => i === 0 || row > (rows[i - 1] as number));
  if (!rises || span > mostSpread * rows.length) {
    rows.forEach((row, i) => {
      scratch.read(from + row * size, records.subarray(i * size, (i + 1) * size));
    });
    return;
  }
  const all = new Uint8Array(span * size);
  scratch.read(from + first * size, all);
  rows.forEach((row, i) => {
    const at = (row - first) * size;
    records.set(all.subarray(at, at + size), i * size);
  });
}

function putRecords({ columns, length }: Table, scratch: Scratch): Records {
  const bytes = columns.length * Float64Array.BYTES_PER_ELEMENT;
  const rowsAtOnce = Math.max(1, Math.floor(bytesAtOnce / bytes));
  let from: number | undefined;
  for (let start = 0; start < length; start += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, length - start);
    const values = new Float64Array(count * columns.length);
    columns.forEach((column, place) => {
      for (let i = 0; i < count; i++) values[i * columns.length + place] = column.at(start + i);
    });
    const at = scratch.write(new Uint8Array(values.buffer));
    from ??= at;
  }
  return { from: from ?? 0, bytes };
}
