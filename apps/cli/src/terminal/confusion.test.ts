import pc from 'picocolors';
import { expect, it } from 'vitest';
import { formatConfusion } from './confusion.js';

const counts = [
  [9, 1],
  [0, 12],
];

it('aligns counts under the names and tells the recall of each class', () => {
  expect(formatConfusion(counts, ['cat', 'horse'], 80, pc.createColors(false))).toBe(
    [
      '           cat horse   recall',
      '  cat        9     1   90.0 %',
      '  horse      ·    12  100.0 %',
      '',
    ].join('\n'),
  );
});

it('makes hits bold and green, and misses red', () => {
  const text = formatConfusion(counts, ['cat', 'horse'], 80, pc.createColors(true));
  expect(text).toContain('\x1b[1m\x1b[32m    9\x1b[39m\x1b[22m');
  expect(text).toContain('\x1b[31m    1\x1b[39m');
});

it('is left out where it would not fit', () => {
  expect(formatConfusion(counts, ['cat', 'horse'], 20, pc.createColors(false))).toBe(
    '  2 classes: the matrix is in the output of --json.\n',
  );
});

it('writes out control characters of names', () => {
  const text = formatConfusion(counts, ['a\x1b[2J', 'b'], 80, pc.createColors(false));
  expect(text).toContain('a\\u001b[2J');
  expect(text).not.toContain('\x1b');
});
