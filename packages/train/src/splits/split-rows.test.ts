import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SplitOptions, splitRows } from './split-rows.js';

const rowsTo = (length: number) => Uint32Array.from({ length }, (_, i) => i);
const split = (length: number, options?: SplitOptions) => splitRows(rowsTo(length), options);

describe('splitRows', () => {
  it('gives each row to one part, whatever the way', () => {
    const ways = fc.constantFrom<SplitOptions>(
      {},
      { classOf: (row) => row % 3 },
      { groupOf: (row) => row % 25 },
      { timeOf: (row) => -row },
    );
    fc.assert(
      fc.property(fc.integer({ min: 60, max: 300 }), fc.nat(1000), ways, (length, seed, way) => {
        const { train, validation, test } = split(length, { seed, ...way });
        const all = [...train, ...validation, ...test].sort((a, b) => a - b);
        expect(all).toEqual([...rowsTo(length)]);
      }),
    );
  });

  it('divides each class alike', () => {
    const { train, validation, test } = split(1000, {
      classOf: (row) => row % 10 === 0,
      validation: 0.1,
      test: 0.2,
    });
    const rare = (rows: Uint32Array) => rows.filter((row) => row % 10 === 0).length;
    expect([train, validation, test].map(rare)).toEqual([70, 10, 20]);
    expect([train, validation, test].map((rows) => rows.length)).toEqual([700, 100, 200]);
  });

  it('keeps groups together', () => {
    const parts = Object.values(split(1000, { groupOf: (row) => row % 50 }));
    const groups = parts.map((rows: Uint32Array) => new Set(rows.map((row) => row % 50)));
    expect(groups.reduce((n, { size }) => n + size, 0)).toBe(50);
    for (const { length } of parts) expect(length % 20).toBe(0);
  });

  it('tests on the last times', () => {
    const { train, validation, test } = split(10, {
      timeOf: (row) => Math.floor(row / 2),
      validation: 0.2,
      test: 0.2,
    });
    expect([[...train], [...validation], [...test]]).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7],
      [8, 9],
    ]);
  });

  it('is determined by the seed', () => {
    expect(split(100, { seed: 1 })).toEqual(split(100, { seed: 1 }));
    expect(split(100, { seed: 1 })).not.toEqual(split(100, { seed: 2 }));
  });

  it.each<[SplitOptions, string]>([
    [{ validation: 0.5, test: 0.5 }, 'splitRows: got shares of 0.5 and 0.5'],
    [{ seed: -1 }, 'splitRows.seed: got -1'],
    [{ classOf: () => 1, timeOf: () => 1 }, 'got 2 of classOf, groupOf and timeOf'],
    [
      { groupOf: () => 1 },
      'splitRows: got 10 rows, too few for a part for train, expected more groups.',
    ],
    [{ timeOf: () => Number.NaN }, 'splitRows.timeOf: got NaN for row 0'],
  ])('refuses %o', (options, message) => {
    expect(() => split(10, options)).toThrow(message);
  });
});
