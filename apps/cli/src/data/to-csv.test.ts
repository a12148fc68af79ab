import { readTable } from '@nadir/train/tables';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCsv } from './to-csv.js';

const cell = fc.string({ unit: fc.constantFrom('a', '1', ' ', ',', ';', '"', '\n', '\r') });
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 });

it.each([',', ';', '\t'])('is read again as it was, with %j between the cells', (delimiter) => {
  fc.assert(
    fc.property(rows, (given) => {
      // Fixed: the parser would otherwise guess how lines end from the first cells.
      const options = { delimiter, record_delimiter: '\n', relax_column_count: true };
      expect(parse(toCsv(given, delimiter), options)).toEqual(given);
    }),
  );
});

it('is a table that training reads', async () => {
  const text = toCsv([
    ['name', 'size'],
    ['a "b", c', '1'],
    ['line\nbreak', '2'],
  ]);
  const { columns, length } = await readTable(new TextEncoder().encode(text));
  expect(length).toBe(2);
  expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['name', 'text'],
    ['size', 'number'],
  ]);
});
