import { basename, extname } from 'node:path';
import { split } from '@nadir/problems';
import { failure, usageError } from '../shell/errors.js';
import { parseNumber } from '../text/numbers.js';
import { didYouMean } from '../text/words.js';
import { numbersOf, type Table } from './csv.js';
import type { Dataset, Part, Task } from './dataset.js';

/** A whole-number target with at most this many values is taken for classes. */
const mostGuessedClasses = 20;

/** Fewer rows leave too little to measure on. */
const fewestRows = 10;

/** Most classes of a target. */
const mostClasses = 1000;

/**
 * A data set from a table: the target column is predicted from all others, which must be numbers.
 *
 * Without `task`, a target is a number to predict when all of its cells are numbers, unless they
 * are whole and take at most 20 values: then, as with text, they name classes. One row in five,
 * chosen by the seed and of each class alike, is kept for testing.
 * @throws {@link CliError} with status 2 when the column is not there, 1 when cells are no good.
 */
export function fromCsv(
  table: Table,
  target: string,
  seed: number,
  task: Task | undefined,
): Dataset {
  const { file, columns, rows } = table;
  if (!columns.includes(target)) {
    const advice = didYouMean(target, columns, JSON.stringify);
    throw usageError(
      `--target: got ${JSON.stringify(target)}, expected a column of ${file}: ` +
        `${columns.map((name) => JSON.stringify(name)).join(', ')}.${advice}`,
    );
  }
  const featureNames = columns.filter((name) => name !== target);
  if (featureNames.length === 0) {
    throw failure(`${file}: got only the target column, expected one more to predict it from.`);
  }
  if (rows.length < fewestRows) {
    throw failure(
      `${file}: got ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}, expected at least ` +
        `${fewestRows}, one in five of which is kept for testing.`,
    );
  }

  const cells = targetCells(table, target);
  const isRegression = (task ?? guessTask(cells)) === 'regression';
  const classNames = isRegression ? undefined : classesOf(file, target, cells);
  const targets = isRegression
    ? (numbersOf(table, [target])[0] as Float64Array)
    : Float64Array.from(cells, indexIn(classNames ?? []));
  const features = numbersOf(table, featureNames);

  const { train, test } = splitRows(targets, classNames?.length, seed);
  const part = (chosen: readonly number[]): Part => ({
    examples: chosen.length,
    features: Float64Array.from(
      chosen.flatMap((row) => features.map((column) => column[row] as number)),
    ),
    targets: Float64Array.from(chosen, (row) => targets[row] as number),
  });
  return {
    name: basename(file, extname(file)),
    featureNames,
    target,
    ...(classNames !== undefined && { classNames }),
    train: part(train),
    test: part(test),
  };
}

function targetCells({ file, columns, rows }: Table, target: string): string[] {
  const at = columns.indexOf(target);
  return rows.map(({ line, cells }) => {
    const cell = (cells[at] as string).trim();
    if (cell !== '') return cell;
    throw failure(
      `${file}:${line}, column ${JSON.stringify(target)}: got an empty cell, expected a value. ` +
        'Fill it in or remove the row.',
    );
  });
}

function guessTask(cells: readonly string[]): Task {
  const numbers = cells.map(parseNumber);
  if (numbers.some((x) => x === undefined)) return 'classification';
  const whole = numbers.every(Number.isInteger);
  return whole && new Set(cells).size <= mostGuessedClasses ? 'classification' : 'regression';
}

function classesOf(file: string, target: string, cells: readonly string[]): string[] {
  const names = [...new Set(cells)];
  const where = `${file}, column ${JSON.stringify(target)}`;
  if (names.length === 1) {
    throw failure(
      `${where}: got one class for all rows, ${JSON.stringify(names[0])}, expected two or more.`,
    );
  }
  if (names.length > mostClasses || names.length === cells.length) {
    throw failure(
      `${where}: got ${names.length} values in ${cells.length} rows, expected classes that ` +
        'repeat. Choose another --target, or write --task regression for a number.',
    );
  }
  const isNumeric = names.every((name) => parseNumber(name) !== undefined);
  // By code unit, so that the order depends on no locale.
  return names.sort(isNumeric ? (a, b) => Number(a) - Number(b) : (a, b) => (a < b ? -1 : 1));
}

function indexIn(names: readonly string[]): (name: string) => number {
  const indices = new Map(names.map((name, i) => [name, i]));
  return (name) => indices.get(name) as number;
}

/** The rows of both parts: the same split as that of the problems, done on row numbers. */
function splitRows(targets: Float64Array, classCount: number | undefined, seed: number) {
  const examples = targets.length;
  const rows = {
    name: 'rows',
    examples,
    featureCount: 1,
    featureNames: ['row'],
    // Row numbers are exact in float32 up to 2²⁴, more rows than a file within the limit has.
    features: Float32Array.from({ length: examples }, (_, i) => i),
  };
  const { train, test } =
    classCount === undefined
      ? split({ ...rows, task: 'regression', targets: new Float32Array(examples) }, { seed })
      : split(
          {
            ...rows,
            task: 'classification',
            labels: Int32Array.from(targets),
            classCount,
            classNames: [],
          },
          { seed },
        );
  return { train: [...train.features], test: [...test.features] };
}
