import { FormatError, OptionError } from '@nadir/core';
import { checkNames, checkOptions, checkWord, describe } from '@nadir/core/internal';
import type { Table, TableColumn } from '../columns/column.js';
import { isMissingAt, namedColumn, placeOf } from '../columns/find.js';
import { allRows, rowsWhere } from '../columns/labels.js';
import type { ColumnPlan } from './column-plan.js';
import { featurePlan } from './feature-plan.js';
import { type TargetPlan, type Task, targetPlan } from './target-plan.js';

/** Options of {@link planOf}. */
export interface PlanOptions {
  /** Name of the column to predict. */
  readonly target: string;
  /** Whether classes or numbers are predicted. Default: classes for text, booleans, and whole numbers of at most 20 values. */
  readonly task?: Task;
  /** Columns to leave out. */
  readonly ignore?: readonly string[];
  /** Columns whose values are categories, whatever they look like. */
  readonly categorical?: readonly string[];
  /** Column with the weight of each row, a number ≥ 0. */
  readonly weight?: string;
  /** Column that says which rows belong together, so that no part of a split tells about another. */
  readonly group?: string;
  /** Column to split by time. It stays a feature where it can be one. */
  readonly time?: string;
}

/** What is done with a table before a model is trained on it. Made by {@link planOf}. */
export interface Plan {
  readonly table: Table;
  readonly columns: readonly ColumnPlan[];
  readonly target: TargetPlan;
  /** Rows that can be trained on: those with a target. */
  readonly rows: Uint32Array;
  readonly weight: TableColumn | undefined;
  readonly group: TableColumn | undefined;
  readonly time: TableColumn | undefined;
}

/**
 * Decides what each column of a table is for.
 *
 * @throws {@link OptionError} for a column that is not there, {@link FormatError} naming row and column of what cannot be used.
 * @example
 * ```ts
 * const plan = planOf(table, { target: 'Survived' });
 * for (const { sentence } of plan.columns) console.log(sentence);
 * ```
 */
export function planOf(table: Table, options: PlanOptions): Plan {
  checkOptions('planOf', options);
  const names = ['target', 'task', 'ignore', 'categorical', 'weight', 'group', 'time'];
  checkNames('planOf', options, names);
  if (options.task !== undefined) {
    checkWord('planOf', { task: options.task }, 'task', ['classification', 'regression']);
  }
  const named = (name: 'target' | 'weight' | 'group' | 'time') =>
    options[name] === undefined ? undefined : namedColumn(`planOf.${name}`, table, options[name]);
  const targetColumn = named('target');
  if (targetColumn === undefined) {
    throw new OptionError('planOf.target: got undefined, expected the name of a column.');
  }
  const weight = named('weight');
  const group = named('group');
  const time = named('time');
  const ignored = columnsIn('ignore', table, options.ignore);
  const categorical = columnsIn('categorical', table, options.categorical);
  const rows = rowsWhere(allRows(table.length), (row) => !isMissingAt(targetColumn, row));
  const target = targetPlan(table, targetColumn, rows, options.task);
  if (weight !== undefined) checkWeights(table, weight, rows);
  if (time?.kind === 'text' || time?.kind === 'boolean') {
    throw new OptionError(
      `planOf.time: got ${JSON.stringify(time.name)}, a column of ${time.kind}, expected one of dates or numbers.`,
    );
  }
  const columns = table.columns.map((column): ColumnPlan => {
    const quoted = JSON.stringify(column.name);
    if (column === targetColumn) return { column, role: 'target', sentence: target.sentence };
    if (ignored.has(column)) {
      return { column, role: 'left out', sentence: `${quoted} is left out, as asked.` };
    }
    if (column === weight) {
      return { column, role: 'weight', sentence: `${quoted} is the weight of each row.` };
    }
    if (column === group) {
      return { column, role: 'group', sentence: `${quoted} tells which rows belong together.` };
    }
    return featurePlan(column, rows, categorical.has(column), column === time);
  });
  if (!columns.some(({ feature }) => feature !== undefined)) {
    throw new FormatError(
      `${table.name}: got no column to predict ${JSON.stringify(targetColumn.name)} from, expected one or more. ` +
        columns
          .map(({ sentence }) => sentence)
          .slice(0, 20)
          .join(' '),
    );
  }
  return { table, columns, target, rows, weight, group, time };
}

function columnsIn(
  option: string,
  table: Table,
  names: readonly string[] = [],
): ReadonlySet<TableColumn> {
  if (!Array.isArray(names)) {
    throw new OptionError(
      `planOf.${option}: got ${describe(names)}, expected a list of names of columns.`,
    );
  }
  return new Set(names.map((name) => namedColumn(`planOf.${option}`, table, name)));
}

function checkWeights(table: Table, column: TableColumn, rows: Uint32Array): void {
  const bad = rows.find((row) => !(column.kind === 'number' && column.at(row) >= 0));
  if (bad === undefined) return;
  const got =
    column.kind !== 'number'
      ? `a column of ${column.kind}`
      : isMissingAt(column, bad)
        ? 'an empty cell'
        : column.at(bad);
  throw new FormatError(
    `${placeOf(table, column, bad)}: got ${got}, expected a number ≥ 0, the weight of the row. Correct it, or remove the row.`,
  );
}
