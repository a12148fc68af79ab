import { describe, expect, test } from 'vitest';
import { formatNumber, formatTable } from './table.js';

describe('formatTable', () => {
  test('aligns the first column to the left and the others to the right', () => {
    const table = formatTable(
      ['name', 'ms'],
      [
        ['a', '1.25'],
        ['longer', '12'],
      ],
    );
    expect(table.split('\n')).toEqual([
      '| name   |   ms |',
      '| ------ | ---: |',
      '| a      | 1.25 |',
      '| longer |   12 |',
    ]);
  });

  test('leaves a cell empty where a row is short', () => {
    expect(formatTable(['x', 'y'], [['1']]).split('\n')[2]).toBe('| 1   |     |');
  });
});

describe('formatNumber', () => {
  test('keeps three significant digits', () => {
    expect([0.012345, 1.2345, 12.345].map(formatNumber)).toEqual(['0.0123', '1.23', '12.3']);
  });

  test('rounds to an integer where three digits would cut it', () => {
    expect([99.94, 99.95, 100, 2345.6].map(formatNumber)).toEqual(['99.9', '100', '100', '2346']);
  });

  test('writes a dash where there is no number', () => {
    expect([undefined, Number.NaN, Infinity].map(formatNumber)).toEqual(['–', '–', '–']);
  });
});
