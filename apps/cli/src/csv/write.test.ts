import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { toCsv } from './write.js';

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
