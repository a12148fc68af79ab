import { describe, expect, it } from 'vitest';
import type { Table, TableColumn } from './columns/column.js';
import { isMissingAt, labelAt } from './columns/find.js';
import type { RowSource } from './index.js';
import { openTable, readTable } from './open-table.js';

const bytes = (text: string) => new TextEncoder().encode(text);

const valuesOf = (column: TableColumn, { length }: Table) =>
  Array.from({ length }, (_, row) => {
    if (isMissingAt(column, row)) return null;
    return column.kind === 'number' ? column.at(row) : labelAt(column, row);
  });

const contents = (table: Table) =>
  table.columns.map((column) => [column.name, column.kind, valuesOf(column, table)]);

const rows = [
  { a: 1.234, b: 'x', c: true, d: new Date(Date.UTC(2024, 0, 2)), e: 9007199254740993n },
  { a: 2, b: 'y', c: null, later: ' 5 ', e: 1n },
  { b: '', c: false, a: Number.NaN, later: '7', list: [1, { z: 2 }] },
];
const expected = [
  ['a', 'number', [1.234, 2, null]],
  ['b', 'text', ['x', 'y', null]],
  ['c', 'boolean', ['true', null, 'false']],
  ['d', 'date', ['2024-01-02T00:00:00.000Z', null, null]],
  ['e', 'number', [9007199254740992, 1, null]],
  ['later', 'number', [null, 5, 7]],
  ['list', 'text', [null, null, '[1,{"z":2}]']],
];
const json = rows.map((row) =>
  JSON.stringify(row, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
);

describe('readTable', () => {
  it.each<[string, Parameters<typeof readTable>[0]]>([
    ['rows of objects', rows],
    [
      'a source of rows in batches',
      {
        async *rows() {
          yield rows.slice(0, 1);
          yield [];
          yield rows.slice(1);
        },
      },
    ],
    ['JSON lines', bytes(`${json[0]}\r\n\n${json[1]}\n${json[2]}`)],
    ['a JSON list', bytes(`\n[${json.join(',\n')}]\n`)],
  ])('reads %s, a column for each key', async (_, source) => {
    expect(contents(await readTable(source))).toEqual(expected);
  });

  it('reads numbers of JSON as they are, and takes those in texts for the rest of the column', async () => {
    const table = await readTable([
      { a: 1.234, b: 1.5, c: '1,5' },
      { a: 5.678, b: '2,5', c: '2,5' },
    ]);
    expect(contents(table)).toEqual([
      ['a', 'number', [1.234, 5.678]],
      ['b', 'text', ['1.5', '2,5']],
      ['c', 'number', [1.5, 2.5]],
    ]);
  });

  it('reads part by part, and gives later keys their columns from the beginning', async () => {
    const table = await openTable(bytes('{"a":1}\n{"b":2}\n{"a":3,"b":4}\n'));
    expect(table).toMatchObject({ dialect: undefined, columnNames: ['a', 'b'], length: 3 });
    const parts: unknown[] = [];
    for await (const part of table.parts(2)) parts.push(contents(part));
    expect(parts).toEqual([
      [
        ['a', 'number', [1, null]],
        ['b', 'number', [null, 2]],
      ],
      [
        ['a', 'number', [3]],
        ['b', 'number', [4]],
      ],
    ]);
  });

  it.each([
    ['{"a":1}\n{"a":2\n', 'f.jsonl:2: got '],
    ['{"a":1}\n[2]\n', 'f.jsonl:2: got [2], expected an object'],
    ['{"a":1}\n\n"x"\n', 'f.jsonl:3: got "x", expected an object'],
    ['[{"a":1},2]', 'f.jsonl:2: got 2, expected an object'],
    ['[{"a":1}', 'expected JSON, one list of objects'],
    ['{}\n{}\n', 'f.jsonl: got no rows with a value'],
    ['{"a":1,"y":2}\n{"a":"z","y":2}\n', 'f.jsonl:2, column "a": got "z", expected a number.'],
    [`{"a":${'['.repeat(200_000)}`, 'f.jsonl:1: got '],
  ])('refuses %j', async (text, message) => {
    const kinds = new Map([['a', 'number' as const]]);
    const reading = readTable(bytes(text), { name: 'f.jsonl', kinds });
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toMatchObject({ code: 'NADIR_FORMAT' });
  });

  it('refuses what no cell can hold, and objects that hold themselves', async () => {
    const circle: Record<string, unknown> = {};
    circle.inner = circle;
    for (const value of [circle, () => 1, Symbol('s')]) {
      await expect(readTable([{ a: 1 }, { a: value }])).rejects.toThrow(
        /table:2, column "a": got .*, expected a number, a text, true, false, a date or null\./,
      );
    }
  });

  it('notices that a source is another one at the second reading', async () => {
    for (const later of [[{ a: 1 }], [{ a: 1 }, { a: 2 }, { a: 3 }]]) {
      let readings = 0;
      const source: RowSource = {
        async *rows() {
          yield readings++ === 0 ? [{ a: 1 }, { a: 2 }] : later;
        },
      };
      await expect(readTable(source)).rejects.toThrow('got other rows at the second reading');
    }
  });
});

describe('names of columns', () => {
  it('are different, whatever they are', async () => {
    const { columnNames } = await openTable(bytes('a,a,a (2),,column 4,a\n1,2,3,4,5,6\n'));
    expect(columnNames).toEqual(['a', 'a (3)', 'a (2)', 'column 4 (2)', 'column 4', 'a (4)']);
  });

  it('may be those of members of objects', async () => {
    const row = JSON.parse('{"__proto__":1,"constructor":2,"toString":"x"}');
    const table = await readTable([row]);
    expect(contents(table)).toEqual([
      ['__proto__', 'number', [1]],
      ['constructor', 'number', [2]],
      ['toString', 'text', ['x']],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('are refused where they are a million, in little time and memory', async () => {
    const names = Array.from({ length: 1_000_000 }, (_, i) => `c${i}`);
    const csv = bytes(`${names.join(',')}\n${names.join(',')}\n`);
    const object = Object.fromEntries(names.slice(0, 200_000).map((name) => [name, 1]));
    for (const source of [csv, [object]]) {
      await expect(openTable(source, { name: 'f' })).rejects.toThrow(
        /^f:1: got \d+ columns or more, expected at most 100000\. /,
      );
    }
  });
});

describe('several files', () => {
  const file = (name: string, text: string) => ({ name, bytes: bytes(text) });

  it('are one table, whatever the order of their columns and the way they are written', async () => {
    const files = [
      file('a.csv', 'x,city,y\n1.5,Rome,yes\n2,Oslo,no\n'),
      file('b.tsv', 'y\tx\tcity\nno\t4.25\tRome\n'),
      file('c.jsonl', '{"city":"Kyiv","x":7}\n{"y":"yes","x":8,"city":"Oslo"}\n'),
    ];
    const table = await readTable({ files });
    expect(contents(table)).toEqual([
      ['x', 'number', [1.5, 2, 4.25, 7, 8]],
      ['city', 'text', ['Rome', 'Oslo', 'Rome', 'Kyiv', 'Oslo']],
      ['y', 'boolean', ['yes', 'no', 'no', null, 'yes']],
    ]);
    expect([0, 1, 2, 3, 4].map((row) => table.place(row))).toEqual([
      ...['a.csv:2', 'a.csv:3', 'b.tsv:2', 'c.jsonl:1', 'c.jsonl:2'],
    ]);
  });

  it('have the same columns', async () => {
    const first = file('a.csv', 'x,y\n1,2\n');
    const refusalOf = (text: string) =>
      readTable({ files: [first, file('b.csv', text)] }).then(String, String);
    expect(await refusalOf('x,z\n1,2\n')).toContain(
      'b.csv: got a column "z" and no column "y", expected the columns of the files before it.',
    );
    expect(await refusalOf('y\n1\n')).toContain('b.csv: got no column "x", expected');
    expect(await refusalOf('y,x,__proto__\n1,2,3\n')).toContain('got a column "__proto__"');
    expect(await refusalOf('{"x":1,"y":2}\n{"x":1,"u":2}\n')).toContain('got a column "u"');
    await expect(readTable({ files: [] })).rejects.toThrow('openTable: got no files');
  });

  it('are named where a cell is not as its column', async () => {
    const files = [file('a.csv', 'x,y\n1,2\n'), file('b.csv', 'y,x\n1,2\n3,many\n')];
    await expect(readTable({ files }, { kinds: new Map([['x', 'number']]) })).rejects.toThrow(
      'b.csv:3, column "x": got "many", expected a number.',
    );
  });
});
