import { expect, it } from 'vitest';
import { formatBytes, formatCount, formatNumber, formatPercent, formatSeconds } from './numbers.js';

it.each([
  [0, '0'],
  [2.3456, '2.346'],
  [0.0705, '0.0705'],
  [12.345, '12.35'],
  [1234.5, '1235'],
  [-5.4321, '-5.432'],
  [0.0000123, '1.23e-5'],
  [12345678, '1.23e+7'],
  [Number.NaN, 'NaN'],
])('writes the number %d as %s', (x, written) => expect(formatNumber(x)).toBe(written));

it('writes a share as a percentage', () => {
  expect(formatPercent(0.98051)).toBe('98.05 %');
  expect(formatPercent(1)).toBe('100.00 %');
});

it.each([
  [4.24, '4.2 s'],
  [59.96, '1 m 00 s'],
  [65, '1 m 05 s'],
  [3599.6, '1 h 00 m'],
  [7380, '2 h 03 m'],
])('writes %d seconds as %s', (x, written) => expect(formatSeconds(x)).toBe(written));

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [24_576, '24.6 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
  [3_221_225_472, '3.2 GB'],
])('writes %d bytes as %s', (bytes, written) => expect(formatBytes(bytes)).toBe(written));

it('keeps thousands apart', () => expect(formatCount(1234567)).toBe('1,234,567'));
