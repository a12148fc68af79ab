import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../test/fake-io.js';
import { numbersOf, readCsv, toCsv } from './csv.js';

const read = (content: string | Uint8Array) => readCsv(temporaryFile('f.csv', content));

describe('readCsv', () => {
  it('reads a header and rows, with the line of each', () => {
    const { columns, rows } = read('a, b\n1,2\n\n"3","x ""y"""\n');
    expect(columns).toEqual(['a', 'b']);
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'] },
      { line: 4, cells: ['3', 'x "y"'] },
    ]);
  });

  it('counts the line breaks within cells, and takes Windows ones and a byte order mark', () => {
    const { columns, rows } = read('\uFEFFa,b\r\n"1\r\n2",3\r\n4,5');
    expect(columns).toEqual(['a', 'b']);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
  });

  it.each([
    ['', 'f.csv: got an empty file, expected a line of column names, then rows of values.'],
    ['\n\n', 'f.csv: got an empty file'],
    ['a,b\n', ': got a header without rows'],
    ['a,b\n1,2\n3\n', 'f.csv:3: got 1 cell, expected 2 as in the header.'],
    ['a,b\n1,2,3\n', ':2: got 3 cells, expected 2'],
    ['a,\n1,2\n', ':1: got no name for column 2, expected one.'],
    ['a,a\n1,2\n', ':1: got the column "a" twice, expected each name once.'],
    ['a,b\n1,"2\n', ':2: got a quote that is never closed, expected CSV.'],
    ['a,b\n1,2"3\n', ':2: got a quote inside a cell without quotes'],
    ['a,b\n1,"2"3\n', ':2: got text after a closing quote'],
  ])('refuses %j', (content, message) => {
    expect(() => read(content)).toThrow(
      expect.objectContaining({ exitCode: 1, message: expect.stringContaining(message) }),
    );
  });

  it('refuses a row that never ends', () => {
    const message = 'f.csv:2: got a row longer than 1 MiB';
    expect(() => read(`a,b\n1,"${'x'.repeat(2 ** 21)}`)).toThrow(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => read(Uint8Array.of(0x61, 0x2c, 0xff, 0xfe))).toThrow('bytes that are not UTF-8');
  });

  it('refuses a file that is not there, and a folder', () => {
    expect(() => readCsv('nowhere.csv')).toThrow(
      'nowhere.csv: got nothing there, expected a readable CSV file. Check the path.',
    );
    expect(() => readCsv(temporaryFolder())).toThrow('got a folder, expected a readable CSV file');
  });
});

describe('numbersOf', () => {
  it('gives the numbers of a column', () => {
    const table = read('a,b\n1,-2e1\n3, .5 \n');
    expect(numbersOf(table, ['b', 'a'])).toEqual([
      Float64Array.of(-20, 0.5),
      Float64Array.of(1, 3),
    ]);
  });

  it.each([
    ['a,b\n1,2\n3,x\n', ':3, column "b": got "x", expected a finite number.'],
    ['a,b\n1,\n', ':2, column "b": got an empty cell, expected a finite number. Fill it in'],
    ['a,b\n1,NaN\n', ':2, column "b": got "NaN"'],
    ['a,b\n1,1e999\n', ':2, column "b": got "1e999"'],
  ])('names file, line and column of what is no number in %j', (content, message) => {
    expect(() => numbersOf(read(content), ['b'])).toThrow(message);
  });
});

it('writes what a parser reads back, whatever the cells hold', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') });
  const rows = fc.array(fc.tuple(cell, cell), { minLength: 1 });
  fc.assert(
    fc.property(rows, (given) => {
      // Fixed: the parser would otherwise guess how lines end from the first cells.
      expect(parse(toCsv(given), { record_delimiter: '\n' })).toEqual(given);
    }),
  );
});

describe('time grows with the size of a file, not with its square', () => {
  // Both took half a minute and more.
  const limitMs = 15_000;

  it('where it has many columns', () => {
    const names = Array.from({ length: 100_000 }, (_, i) => `c${i}`);
    const row = names.map((_, i) => i % 10).join();
    const start = performance.now();
    const table = read(`${names.join()}\n${row}\n${row}\n`);
    expect(numbersOf(table, names)).toHaveLength(100_000);
    expect(performance.now() - start).toBeLessThan(limitMs);
  });

  it('where a cell has many digits and a letter', () => {
    const table = read(`a\n${'1'.repeat(200_000)}x\n`);
    const start = performance.now();
    expect(() => numbersOf(table, ['a'])).toThrow('got "1111');
    expect(performance.now() - start).toBeLessThan(limitMs);
  });
});
