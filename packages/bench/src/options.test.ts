import { describe, expect, test } from 'vitest';
import { parseOptions } from './options.js';

describe('parseOptions', () => {
  test('measures both sizes when nothing is asked for', () => {
    const { sizes, help, json } = parseOptions([]);
    expect(sizes.map(({ name }) => name)).toEqual(['small', 'large']);
    expect([help, json]).toEqual([false, false]);
  });

  test('takes sizes, rounds and flags', () => {
    const { sizes, rounds, json } = parseOptions(['--sizes', 'large', '--rounds', '3', '--json']);
    expect(sizes.map(({ name }) => name)).toEqual(['large']);
    expect([rounds, json]).toEqual([3, true]);
  });

  test.each([
    [['--sizes', 'huge'], /--sizes: got huge, expected some of small, large/],
    [['--rounds', '0'], /--rounds: got 0, expected an integer ≥ 1/],
    [['--rounds', 'NaN'], /--rounds: got NaN/],
    [['--rounds', '1.5'], /--rounds: got 1\.5/],
    [['--fast'], /got --fast, expected options as --help lists them/],
    [['small'], /got small, expected/],
  ])('refuses %j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(message);
  });
});
