import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fold, printable, widthOf, wrap } from './layout.js';
import { formatSections, type Section } from './sections.js';

const sections: Section[] = [
  { headings: ['One'], rows: [{ mark: 'plain', name: 'a', cells: ['some words in a cell'] }] },
  {
    headings: ['Two', 'first', 'second'],
    rows: [
      { mark: 'good', name: 'longer', cells: ['1', 'x'] },
      { mark: 'bad', name: 'b', cells: ['12345678', 'words that go on below themselves'] },
      {
        mark: 'absent',
        name: 'c',
        cells: ['a wide cell that is alone'],
        notes: ['do this or that'],
      },
    ],
  },
];

describe('formatSections', () => {
  it('aligns names and cells over all sections, and wraps what is last', () => {
    expect(formatSections(sections, 42, pc.createColors(false)).split('\n')).toEqual([
      '  One',
      '    a       some words in a cell',
      '',
      '  Two       first     second',
      '  ✓ longer  1         x',
      '  ✗ b       12345678  words that go on',
      '                      below themselves',
      '  – c       a wide cell that is alone',
      '            do this or that',
      '',
    ]);
  });

  it('looks the same in colours, which only mark', () => {
    const plain = formatSections(sections, 42, pc.createColors(false));
    const coloured = formatSections(sections, 42, pc.createColors(true));
    expect(coloured).toContain('\x1b[32m✓\x1b[39m longer');
    expect(coloured).toContain('\x1b[31m✗\x1b[39m b');
    expect(coloured.split('\n').map(widthOf)).toEqual(plain.split('\n').map(widthOf));
  });

  it.each([40, 60, 80, 300])('fits into %d columns, and is never wider than 100', (columns) => {
    const rows = [{ mark: 'plain', name: 'a', cells: ['word '.repeat(60).trim()] }] as const;
    const text = formatSections([{ headings: ['One'], rows }], columns, pc.createColors(false));
    const widths = text.split('\n').map(widthOf);
    const room = Math.min(100, columns);
    expect(Math.max(...widths)).toBeLessThanOrEqual(room);
    expect(Math.max(...widths)).toBeGreaterThan(room - 5);
  });
});

it('wraps between words', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('one two three', 6)).toEqual(['one', 'two', 'three']);
  expect(wrap('/a/very/long/path is one', 6)).toEqual(['/a/very/long/path', 'is one']);
  expect(wrap('', 6)).toEqual(['']);
});

it('measures text by the columns that it takes', () => {
  expect(
    ['abc', '重み', 'ｱ', '가중치', 'e\u0301', '👩‍🔬', '\x1b[32mok\x1b[39m'].map(widthOf),
  ).toEqual([3, 4, 1, 6, 1, 2, 2]);
});

it('writes out what could steer a terminal, and nothing else', () => {
  expect(printable('a\x1b[31m\n\x9b\u202e\u2028\ud800')).toBe(
    'a\\u001b[31m\\u000a\\u009b\\u202e\\u2028\\ud800',
  );
  expect(printable('重み é 👩‍🔬 \\u001b')).toBe('重み é 👩‍🔬 \\u001b');
});

it('breaks what has no spaces after a mark, or where it must', () => {
  expect(fold('encoder.layers.0.attention.weight', 16)).toEqual([
    'encoder.layers.',
    '0.attention.',
    'weight',
  ]);
  expect(fold('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
  expect(fold('重みの名前', 5)).toEqual(['重み', 'の名', '前']);
  expect(fold('one two', 3)).toEqual(['one', 'two']);
  expect(fold('重', 1)).toEqual(['重']);
  expect(fold('', 5)).toEqual(['']);
});
