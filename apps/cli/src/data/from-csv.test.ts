import { describe, expect, it } from 'vitest';
import type { Table } from './csv.js';
import { taskOf } from './dataset.js';
import { fromCsv } from './from-csv.js';

/** A table with a feature that counts rows and a target. */
const tableOf = (targets: readonly string[]): Table => ({
  file: 'folder/f.csv',
  columns: ['x', 'y'],
  rows: targets.map((target, i) => ({ line: i + 2, cells: [String(i), target] })),
});

const cycle = (words: readonly string[], length = 30) =>
  Array.from({ length }, (_, i) => words[i % words.length] as string);

const load = (targets: readonly string[], task?: 'classification' | 'regression') =>
  fromCsv(tableOf(targets), 'y', 0, task);

describe('fromCsv', () => {
  it('takes text for classes, in the order of their letters', () => {
    const data = load(cycle(['b', 'a', 'c']));
    expect(data).toMatchObject({ name: 'f', featureNames: ['x'], target: 'y' });
    expect(data.classNames).toEqual(['a', 'b', 'c']);
  });

  it('takes few whole numbers for classes, in the order of their values', () => {
    expect(load(cycle(['10', '9', '2'])).classNames).toEqual(['2', '9', '10']);
  });

  it.each([
    ['fractions', cycle(['0.5', '1', '2'])],
    ['many whole numbers', Array.from({ length: 30 }, (_, i) => String(i))],
  ])('takes %s for numbers to predict', (_, targets) => {
    expect(taskOf(load(targets))).toBe('regression');
  });

  it('does as it is told', () => {
    expect(taskOf(load(cycle(['1', '2']), 'regression'))).toBe('regression');
    expect(taskOf(load(cycle(['0.5', '1.5']), 'classification'))).toBe('classification');
  });

  it('keeps a fifth of each class for testing, and each row with its own target', () => {
    const { train, test, classNames } = load(cycle(['a', 'b', 'b']));
    expect(train.examples).toBe(24);
    expect([...test.targets].sort()).toEqual([0, 0, 1, 1, 1, 1]);
    for (const part of [train, test]) {
      part.features.forEach((row, i) => {
        expect(classNames?.[part.targets[i] as number]).toBe(['a', 'b', 'b'][row % 3]);
      });
    }
    const rows = [...train.features, ...test.features].sort((a, b) => a - b);
    expect(rows).toEqual(Array.from({ length: 30 }, (_, i) => i));
  });

  it('splits by the seed alone', () => {
    const targets = cycle(['a', 'b']);
    const test = (seed: number) => [
      ...fromCsv(tableOf(targets), 'y', seed, undefined).test.features,
    ];
    expect(test(1)).toEqual(test(1));
    expect(test(1)).not.toEqual(test(2));
  });

  it.each([
    [cycle(['a', 'b'], 9), 'folder/f.csv: got 9 rows, expected at least 10'],
    [cycle(['a']), 'folder/f.csv, column "y": got one class for all rows, "a"'],
    [
      Array.from({ length: 30 }, (_, i) => `id${i}`),
      'got 30 values in 30 rows, expected classes that repeat.',
    ],
    [[...cycle(['a', 'b']), ' '], 'folder/f.csv:32, column "y": got an empty cell'],
  ])('refuses targets that teach nothing', (targets, message) => {
    expect(() => load(targets)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(message) }),
    );
  });

  it('refuses text where it shall be numbers', () => {
    expect(() => load(cycle(['1', 'x']), 'regression')).toThrow(
      'folder/f.csv:3, column "y": got "x", expected a finite number.',
    );
  });

  it('names the columns when the target is none of them', () => {
    expect(() => fromCsv(tableOf(cycle(['a', 'b'])), 'Y', 0, undefined)).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message:
          '--target: got "Y", expected a column of folder/f.csv: "x", "y". Did you mean "y"?',
      }),
    );
  });

  it('refuses a table with nothing but the target', () => {
    const table = { ...tableOf([]), columns: ['y'], rows: [] };
    expect(() => fromCsv(table, 'y', 0, undefined)).toThrow('got only the target column');
  });
});
