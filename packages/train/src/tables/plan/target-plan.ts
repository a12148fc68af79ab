import { FormatError } from '@nadir/core';
import type { Table, TableColumn } from '../columns/column.js';
import { placeOf } from '../columns/find.js';
import { countLabels, sortLabels } from '../columns/labels.js';

/** What is predicted: a class, or a number. */
export type Task = 'classification' | 'regression';

/** What is predicted from the other columns. */
export interface TargetPlan {
  readonly column: TableColumn;
  readonly task: Task;
  /** Names of the classes in order, each with its number of rows; empty where a number is predicted. */
  readonly classes: ReadonlyMap<string, number>;
  readonly sentence: string;
}

/** A whole-number target with at most so many values is taken for classes. */
const mostGuessedClasses = 20;

/** Most classes of a target. */
const mostClasses = 1000;

/**
 * @param rows Those in which the target is not missing.
 * @throws {@link FormatError} when nothing can be learned from the column.
 */
export function targetPlan(
  table: Table,
  column: TableColumn,
  rows: Uint32Array,
  given: Task | undefined,
): TargetPlan {
  const where = `${table.name}, column ${JSON.stringify(column.name)}`;
  if (rows.length === 0) {
    throw new FormatError(`${where}: got only empty cells, expected values to predict.`);
  }
  const task = given ?? guessTask(column, rows);
  const missing = table.length - rows.length;
  const without =
    missing === 0 ? '' : ` The ${missing} of ${table.length} rows without it are left out.`;
  if (task === 'regression') {
    if (column.kind !== 'number') {
      throw new FormatError(
        `${placeOf(table, column, rows[0] as number)}: got ${column.kind}, expected numbers. ` +
          `${'remark' in column && column.remark ? `Correct the column: ${column.remark}.` : 'Predict classes, or another column.'}`,
      );
    }
    const first = column.at(rows[0] as number);
    if (rows.every((row) => column.at(row) === first)) {
      throw new FormatError(`${where}: got ${first} in all rows, expected numbers that differ.`);
    }
    const sentence = `${JSON.stringify(column.name)} is predicted, a number.${without}`;
    return { column, task, classes: new Map(), sentence };
  }
  const classes = classesOf(where, column, rows);
  const shown = [...classes].slice(0, 5).map(([name, count]) => `${name} (${count})`);
  const more = classes.size > shown.length ? ', …' : '';
  const sentence = `${JSON.stringify(column.name)} is predicted, one of ${classes.size} classes: ${shown.join(', ')}${more}.${without}`;
  return { column, task, classes, sentence };
}

function guessTask(column: TableColumn, rows: Uint32Array): Task {
  if (column.kind === 'text' || column.kind === 'boolean') return 'classification';
  if (column.kind === 'date' || !rows.every((row) => Number.isInteger(column.at(row)))) {
    return 'regression';
  }
  return countLabels(column, rows, mostGuessedClasses) === undefined
    ? 'regression'
    : 'classification';
}

function classesOf(where: string, column: TableColumn, rows: Uint32Array): Map<string, number> {
  const counts = countLabels(column, rows, mostClasses);
  if (counts === undefined || (counts.size === rows.length && rows.length > 1)) {
    const got = counts === undefined ? `more than ${mostClasses}` : counts.size;
    throw new FormatError(
      `${where}: got ${got} different values in ${rows.length} rows, expected classes that repeat. ` +
        'Choose another target, or regression for a number.',
    );
  }
  if (counts.size === 1) {
    const [only] = counts.keys();
    throw new FormatError(
      `${where}: got one class for all rows, ${JSON.stringify(only)}, expected two or more.`,
    );
  }
  // Yes is the second class, as metrics of two classes expect it, in whatever language.
  const names = column.kind === 'boolean' ? column.words : sortLabels([...counts.keys()]);
  return new Map(names.map((name) => [name, counts.get(name) as number]));
}
