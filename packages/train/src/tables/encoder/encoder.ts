import { FormatError, OptionError } from '@nadir/core';
import { describe } from '@nadir/core/internal';
import type { Kind, Table, TableColumn } from '../columns/column.js';
import { columnOf, isMissingAt, labelAt, placeOf } from '../columns/find.js';
import { allRows } from '../columns/labels.js';
import { writerOf } from './encode-column.js';
import { type FeatureSpec, namesOf, type TargetSpec } from './specs.js';

/** Number of the layout of a saved encoder. Raised when an older reader could not read it. */
export const encoderVersion = 1;

/** All that an encoder is made of. */
export interface EncoderSpec {
  readonly features: readonly FeatureSpec[];
  readonly target: TargetSpec;
  /** Name of the column of weights; `null` where there is none. */
  readonly weight: string | null;
}

/** Rows of a table as a model takes them. */
export interface Encoded {
  /** Shape [rows, width], row by row. */
  readonly features: Float32Array;
  /** Index of the class (Int32Array) or number to predict (Float32Array) of each row; `undefined` where the table has no such column. */
  readonly targets: Float32Array | Int32Array | undefined;
  /** Weight of each row; `undefined` where the table has no such column. */
  readonly weights: Float32Array | undefined;
}

/** Makes features of the rows of tables, as {@link fit} has learned it. `JSON.stringify` saves it, {@link encoderFrom} reads it. */
export class Encoder {
  /** Number of features of a row. */
  readonly width: number;
  readonly featureNames: readonly string[];
  readonly target: TargetSpec;
  /** Kinds of the columns, for {@link readTable} to read another table the same way. */
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly #spec: EncoderSpec;

  constructor(spec: EncoderSpec) {
    this.#spec = spec;
    this.target = spec.target;
    this.featureNames = spec.features.flatMap(namesOf);
    this.width = this.featureNames.length;
    this.kinds = kindsOf(spec);
  }

  /**
   * @param rows Rows of the table, in this order. Default: all.
   * @throws {@link FormatError} naming a column that is not there or of another kind, or row and column of a target that is missing
   * or of no known class.
   */
  encode(table: Table, rows: Uint32Array = allRows(table.length)): Encoded {
    checkRows(table, rows);
    return { features: this.writer(table)(rows), ...this.encodeTargets(table, rows) };
  }

  /**
   * Targets and weights alone.
   *
   * @throws as {@link Encoder.encode}.
   */
  encodeTargets(table: Table, rows: Uint32Array): Omit<Encoded, 'features'> {
    checkRows(table, rows);
    return { targets: this.#targets(table, rows), weights: this.#weights(table, rows) };
  }

  /**
   * How features are made of the rows of a table, shape [rows, width], to be used again and again.
   *
   * @throws {@link FormatError} naming a column that is not there or of another kind.
   */
  writer(table: Table): (rows: Uint32Array) => Float32Array {
    const { width } = this;
    const columns = new Map(table.columns.map((column) => [column.name, column]));
    let offset = 0;
    const writers = this.#spec.features.map((spec) => {
      const column = this.#checked(table, spec.column, columns.get(spec.column));
      const at = offset;
      offset += namesOf(spec).length;
      return { write: writerOf(spec, column), at };
    });
    return (rows) => {
      const features = new Float32Array(rows.length * width);
      for (const { write, at } of writers) {
        for (let i = 0; i < rows.length; i++) write(rows[i] as number, features, i * width + at);
      }
      return features;
    };
  }

  /** The columns of a table that features are made of. */
  columnsIn(table: Table): TableColumn[] {
    const names = new Set(this.#spec.features.map(({ column }) => column));
    return table.columns.filter(({ name }) => names.has(name));
  }

  toJSON(): { readonly version: number } & EncoderSpec {
    return { version: encoderVersion, ...this.#spec };
  }

  #checked(table: Table, name: string, column: TableColumn | undefined): TableColumn {
    if (column === undefined) {
      throw new FormatError(
        `${table.name}: got no column ${JSON.stringify(name)}, expected all columns that the model was trained on.`,
      );
    }
    const expected = this.kinds.get(name);
    if (column.kind === expected || column.missing === table.length) return column;
    throw new FormatError(
      `${table.name}, column ${JSON.stringify(name)}: got a column of ${column.kind}, expected one of ${expected}. ` +
        'Read the table by readTable(source, { kinds: encoder.kinds }), which names the cells that do not fit.',
    );
  }

  #targets(table: Table, rows: Uint32Array): Float32Array | Int32Array | undefined {
    const { target } = this;
    const given = columnOf(table, target.column);
    if (given === undefined) return undefined;
    const column = this.#checked(table, target.column, given);
    const refuse = (row: number, expected: string): never => {
      const got = isMissingAt(column, row) ? 'an empty cell' : describe(labelAt(column, row));
      throw new FormatError(`${placeOf(table, column, row)}: got ${got}, expected ${expected}.`);
    };
    if (column.missing === table.length && table.length > 0) return undefined;
    if (target.task === 'regression') {
      return filled(new Float32Array(rows.length), rows, (row) =>
        isMissingAt(column, row) ? refuse(row, 'a number') : column.at(row),
      );
    }
    const classes = new Map(target.classes.map((name, i) => [name, i]));
    // Another file may write other words for no and yes.
    const classAt = (row: number) =>
      column.kind === 'boolean' ? column.at(row) : classes.get(labelAt(column, row));
    return filled(
      new Int32Array(rows.length),
      rows,
      (row) =>
        (isMissingAt(column, row) ? undefined : classAt(row)) ??
        refuse(row, `one of the classes ${describe(target.classes)}`),
    );
  }

  #weights(table: Table, rows: Uint32Array): Float32Array | undefined {
    const { weight } = this.#spec;
    const given = weight === null ? undefined : columnOf(table, weight);
    if (weight === null || given === undefined) return undefined;
    const column = this.#checked(table, weight, given);
    return filled(new Float32Array(rows.length), rows, (row) => {
      const value = column.at(row);
      if (value >= 0) return value;
      throw new FormatError(
        `${placeOf(table, column, row)}: got ${Number.isNaN(value) ? 'an empty cell' : value}, expected a number ≥ 0, the weight of the row.`,
      );
    });
  }
}

/** An array with what a function gives for each row. Its own method `from` would make a list of all numbers before. */
function filled<Values extends Float32Array | Int32Array>(
  values: Values,
  rows: Uint32Array,
  valueAt: (row: number) => number,
): Values {
  for (let i = 0; i < rows.length; i++) values[i] = valueAt(rows[i] as number);
  return values;
}

/** @throws {@link OptionError} for a row that the table does not have. */
function checkRows(table: Table, rows: Uint32Array): void {
  const beyond = rows.find((row) => row >= table.length);
  if (beyond === undefined) return;
  throw new OptionError(
    `Encoder.encode.rows: got ${beyond}, expected integers in [0, ${table.length}).`,
  );
}

const kindsOf = ({ features, target, weight }: EncoderSpec): ReadonlyMap<string, Kind> =>
  new Map<string, Kind>([
    ...(weight === null ? [] : [[weight, 'number'] as const]),
    ...features.map((one) => [one.column, one.kind === 'category' ? one.from : one.kind] as const),
    [target.column, target.task === 'classification' ? target.from : 'number'],
  ]);
