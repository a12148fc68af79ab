import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Table, TableColumn, TextColumn } from './columns/column.js';
import { isMissingAt, labelAt } from './columns/find.js';
import { openTable, readTable, type TableOptions } from './open-table.js';

const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options: TableOptions = {}) =>
  readTable(bytes(text), { name: 'f.csv', ...options });

/** What a column holds: numbers of those that have some, labels of others, and null for a missing cell. */
const valuesOf = (column: TableColumn | undefined, { length }: Table) =>
  Array.from({ length }, (_, row) => {
    if (column === undefined || isMissingAt(column, row)) return null;
    return column.kind === 'number' ? column.at(row) : labelAt(column, row);
  });

const contents = (table: Table) =>
  Object.fromEntries(table.columns.map((column) => [column.name, valuesOf(column, table)]));

const kindsOf = (table: Table) => table.columns.map(({ kind }) => kind).join();

describe('readTable', () => {
  it('reads numbers, words, dates and gaps, each column as what all of its cells are', async () => {
    const table = await read(
      'n,b,d,t,mixed\n1.5,yes,2024-02-29,x,1\n-2e3,no,2023-12-31T23:59,"y, ""z""",two\n,NA,?,-,3\n',
    );
    expect(kindsOf(table)).toBe('number,boolean,date,text,text');
    expect(contents(table)).toEqual({
      n: [1.5, -2000, null],
      b: ['yes', 'no', null],
      d: ['2024-02-29T00:00:00.000Z', '2023-12-31T23:59:00.000Z', null],
      t: ['x', 'y, "z"', null],
      mixed: ['1', 'two', '3'],
    });
    expect([0, 1, 2].map(table.place)).toEqual(['f.csv:2', 'f.csv:3', 'f.csv:4']);
  });

  it.each([
    ['a;b\n1,5;1.234,5\n2,25;12\n', { a: [1.5, 2.25], b: [1234.5, 12] }],
    ['a,b\n"1,234",x\n"12,345.5",y\n', { a: [1234, 12345.5], b: ['x', 'y'] }],
    // What a column leaves open, another one decides.
    ['a;b\n1,234;0,5\n2,345;1,5\n', { a: [1.234, 2.345], b: [0.5, 1.5] }],
    ['a\tb\n1 234\t12 %\n2\u00a0345\t0\n', { a: [1234, 2345], b: [12, 0] }],
    ['a|b\n$1.50|€ 2\n$3|€ 4\n', { a: [1.5, 3], b: [2, 4] }],
    ['plz,n\n01067,1\n80331,2\n', { plz: ['01067', '80331'], n: [1, 2] }],
    ['a,b\n0.1,9007199254740993\n1e-320,1\n', { a: [0.1, 1e-320], b: [9007199254740992, 1] }],
    ['# by hand\n# twice\na,b\n1,2\n# between\n3,4\n', { a: [1, 3], b: [2, 4] }],
    ['#chrom\tstart\nchr1\t5\nchr2\t6\n', { chrom: ['chr1', 'chr2'], start: [5, 6] }],
    ['5.1,a\n4.9,b\n', { 'column 1': [5.1, 4.9], 'column 2': ['a', 'b'] }],
    ['a,a,\n1,2,3\n', { a: [1], 'a (2)': [2], 'column 3': [3] }],
    ['x,y\n"r1",1,2\n"r2",3,4\n', { 'column 1': ['r1', 'r2'], x: [1, 3], y: [2, 4] }],
    [
      '__proto__,constructor\n1,__proto__\n2,constructor\n',
      { constructor: ['__proto__', 'constructor'] },
    ],
    ['a\r\n1\r\n2', { a: [1, 2] }],
    ['a,b\r1,x\r2,y\r', { a: [1, 2], b: ['x', 'y'] }],
  ])('reads %j', async (text, expected) => {
    expect(contents(await read(text))).toMatchObject(expected);
  });

  it.each([
    ['day first', 'd\n31.01.2024\n01.02.2024\n', '2024-01-31'],
    ['month first', 'd\n01/31/2024\n02/01/2024\n', '2024-01-31'],
    ['day first with two digits', 'd\n31.1.98\n1.2.98\n', '1998-01-31'],
  ])('reads dates with the %s', async (_, text, first) => {
    const table = await read(text);
    expect(valuesOf(table.columns[0], table)[0]).toContain(first);
  });

  it('leaves dates that may be two things as text, with a remark', async () => {
    const { columns } = await read('d\n01/02/2024\n03/04/2024\n');
    expect(columns[0]).toMatchObject({
      kind: 'text',
      remark: expect.stringContaining('day/month'),
    });
  });

  it('names the cell that keeps a column from being numbers', async () => {
    const { columns } = await read(`a\n${'1\n'.repeat(20)}20+\n`);
    const remark = '1 of its 21 cells are no numbers, first "20+" in f.csv:22';
    expect(columns[0]).toMatchObject({ kind: 'text', remark });
  });

  const utf16 = (text: string, little: boolean) => {
    const view = new DataView(new ArrayBuffer(2 * text.length));
    for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), little);
    return new Uint8Array(view.buffer);
  };
  const gzip = async (content: Uint8Array<ArrayBuffer>) =>
    new Uint8Array(
      await new Response(
        new Blob([content]).stream().pipeThrough(new CompressionStream('gzip')),
      ).arrayBuffer(),
    );

  it.each([
    ['UTF-8 with a mark', async () => bytes('\uFEFFé,b\nü,2\n')],
    ['UTF-16 LE with a mark', async () => utf16('\uFEFFé,b\nü,2\n', true)],
    ['UTF-16 BE with a mark', async () => utf16('\uFEFFé,b\nü,2\n', false)],
    ['gzip', () => gzip(bytes('é,b\nü,2\n'))],
    ['windows-1252', async () => Uint8Array.from('é,b\nü,2\n', (c) => c.charCodeAt(0))],
  ])('reads %s', async (name, make) => {
    const encoding = name === 'windows-1252' ? { encoding: name } : {};
    const table = await readTable(await make(), encoding);
    expect(contents(table)).toEqual({ é: ['ü'], b: [2] });
  });

  it('reads UTF-16 without a mark, from a Blob and from a stream', async () => {
    const content = utf16('a,b\n1,2\n', true);
    for (const source of [new Blob([content]), () => new Blob([content]).stream()]) {
      expect(contents(await readTable(source))).toEqual({ a: [1], b: [2] });
    }
  });

  it.each([
    ['', 'f.csv: got an empty file, expected a line of column names, then rows of values.'],
    ['a,b\n', 'f.csv: got a header without rows'],
    ['a,b\n1,2\n3\n', 'f.csv:3: got 1 cell, expected 2 as in the rows before.'],
    ['a,b\n1,2\n"3\n4",5,6\n', 'f.csv:3: got 3 cells, expected 2'],
    ['a,b\n1,2\n3,"x\n', 'f.csv:3: got a quote that is never closed'],
    ['a,b\n1,"2"x\n', 'f.csv:2: got text after a closing quote'],
  ])('refuses %j', async (text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });

  it('refuses what is no text, and damaged gzip', async () => {
    await expect(readTable(Uint8Array.of(0x61, 0x2c, 0xff, 0xfe, 0x62))).rejects.toThrow(
      'table: got bytes that are not UTF-8',
    );
    const packed = await gzip(bytes('a,b\n1,2\n'));
    await expect(readTable(packed.subarray(0, 15))).rejects.toMatchObject({ code: 'NADIR_FORMAT' });
  });

  it('holds columns to the kinds that it is given', async () => {
    const kinds = new Map([
      ['a', 'text' as const],
      ['b', 'number' as const],
    ]);
    expect(contents(await read('a,b\n1,2\n', { kinds }))).toEqual({ a: ['1'], b: [2] });
    await expect(read('a,b\n1,2\n2,x\n', { kinds })).rejects.toThrow(
      'f.csv:3, column "b": got "x", expected a number.',
    );
  });

  it('reads part by part', async () => {
    const file = await openTable(bytes('a\n1\n2\n300\n4\n5\n'));
    const parts: unknown[] = [];
    for await (const part of file.parts(2)) parts.push(contents(part).a);
    expect(parts).toEqual([[1, 2], [300, 4], [5]]);
    expect(file.length).toBe(5);
  });

  it('gives the cells as they are written, in the same parts', async () => {
    const file = await openTable(bytes('a;b\n 1,50 ;"x; ""y"""\n2;\n3;z\n'));
    const parts: string[][][] = [];
    for await (const part of file.cells(2)) parts.push(part);
    expect(parts).toEqual([
      [
        ['1,50 ', 'x; "y"'],
        ['2', ''],
      ],
      [['3', 'z']],
    ]);
    expect(file.dialect).toMatchObject({ delimiter: ';', decimal: ',' });
  });

  it('keeps 65 536 texts, and knows equal ones among the others', async () => {
    const ids = Array.from({ length: 70_000 }, (_, i) => `id${i}`);
    const table = await read(`a\n${[...ids, 'id7', 'id69999'].join('\n')}\n`);
    const [column] = table.columns as [TextColumn];
    expect(column.texts).toEqual(['', ...ids.slice(0, 65_535)]);
    expect(column.at(70_000)).toBe(column.at(7));
    expect(column.at(70_001)).toBe(column.at(69_999));
    expect(new Set(ids.map((_, row) => column.at(row))).size).toBe(70_000);
  });
});

it('reads back any table, in any dialect', async () => {
  const word = fc
    .string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\t', '|', '\n', ' ', '缺'),
      maxLength: 8,
    })
    .map((text) => `w${text}`.trim());
  const number = fc.oneof(
    fc.integer(),
    fc.integer({ min: -99_999, max: 99_999 }).map((n) => n / 100),
    fc.double({ noDefaultInfinity: true, noNaN: true }),
  );
  const rows = fc.array(fc.tuple(fc.option(word), fc.option(number), word), { minLength: 3 });
  const dialects = fc.record({
    delimiter: fc.constantFrom(',', ';', '\t', '|'),
    decimal: fc.constantFrom<'.' | ','>('.', ','),
    ending: fc.constantFrom('\n', '\r\n'),
  });
  await fc.assert(
    fc.asyncProperty(rows, dialects, async (given, { delimiter, decimal, ending }) => {
      const numbers = given.map(([, n]) => n);
      fc.pre(numbers.some((n) => n !== null));
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const text = [
        ['text', 'number', 'last'].join(delimiter),
        ...given.map(([a, n, b]) =>
          [
            a === null ? '' : quoted(a),
            n === null ? '' : quoted(String(n).replace('.', decimal)),
            quoted(b),
          ].join(delimiter),
        ),
      ].join(ending);
      const table = await read(text, { dialect: { decimal, delimiter } });
      const found = contents(table);
      expect(found.text).toEqual(given.map(([a]) => a));
      expect(found.last).toEqual(given.map(([, , b]) => b));
      // Without a mark or with three digits after it, a number may be read in two ways; the dialect says which.
      if (numbers.every((n) => n === null || !/^\d{1,3}\.\d{3}$/.test(String(Math.abs(n))))) {
        expect(found.number).toEqual(numbers.map((n) => (Object.is(n, -0) ? 0 : n)));
      }
    }),
  );
});
