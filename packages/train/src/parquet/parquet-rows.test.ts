import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { parquetMetadata } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { isMissingAt, labelAt } from '../tables/columns/find.js';
import { readTable } from '../tables/index.js';
import { type ParquetSource, parquetRows } from './index.js';

/** With every law as often as the bar asks for, otherwise a sample. */
const numRuns = import.meta.env.MODE === 'all-laws' ? 10_000 : 300;

const { columns, files } = JSON.parse(
  readFileSync(new URL('../../golden/parquet.json', import.meta.url), 'utf8'),
) as {
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
  readonly files: Readonly<Record<'snappy' | 'plain' | 'gzip', string>>;
};
const bytesOf = (name: keyof typeof files) => new Uint8Array(Buffer.from(files[name], 'base64'));
const snappy = bytesOf('snappy');

const compressors = { GZIP: (packed: Uint8Array) => new Uint8Array(gunzipSync(packed)) };

async function contents(source: ParquetSource) {
  const table = await readTable(await parquetRows(source, { compressors }));
  const valueAt = (column: (typeof table.columns)[number], row: number) => {
    if (isMissingAt(column, row)) return null;
    if (column.kind === 'number') return column.at(row);
    return column.kind === 'boolean' ? column.at(row) === 1 : labelAt(column, row);
  };
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      Array.from({ length: table.length }, (_, row) => valueAt(column, row)),
    ]),
  );
}

describe('parquetRows', () => {
  it.each(['snappy', 'plain', 'gzip'] as const)(
    'reads what pyarrow has written, %s',
    async (name) => {
      expect(await contents(bytesOf(name))).toEqual(columns);
    },
  );

  it('reads a Blob, and what is read in parts', async () => {
    const int = { int: columns.int };
    expect(await contents(new Blob([snappy]))).toMatchObject(int);
    const slice = async (start: number, end?: number) => snappy.slice(start, end).buffer;
    expect(await contents({ byteLength: snappy.length, slice })).toMatchObject(int);
  });

  it('says which way of packing it does not know', async () => {
    const rows = await parquetRows(bytesOf('gzip'), { name: 'f.parquet' });
    await expect(readTable(rows)).rejects.toThrow(
      'f.parquet: got a file that cannot be read (parquet unsupported compression codec: GZIP), expected Parquet.',
    );
  });

  it.each<[string, ParquetSource, string]>([
    ['nothing', new Uint8Array(), 'parquet: got a file that cannot be read ('],
    ['another format', new TextEncoder().encode('a,b\n1,2\n3,4\n'), 'footer != PAR1'],
    ['a file that is cut off', snappy.subarray(0, -100), 'footer != PAR1'],
  ])('refuses %s', async (_, source, message) => {
    await expect(parquetRows(source)).rejects.toThrow(message);
    await expect(parquetRows(source)).rejects.toMatchObject({ code: 'NADIR_FORMAT' });
  });

  it('refuses a row group that would take more memory than it may', async () => {
    const rows = await parquetRows(snappy, { limitBytes: 10_000 });
    await expect(readTable(rows)).rejects.toThrow(
      /^parquet: got 200 rows of 12 columns in one group, \d+ bytes, expected at most 10000\. /,
    );
  });

  it('refuses pages that declare more than there is, before anything is unpacked', async () => {
    // The first page of the first column: a dictionary, its unpacked size in the bytes after the type.
    const [group] = parquetMetadata(snappy.buffer as ArrayBuffer).row_groups;
    const at = Number(group?.columns[0]?.meta_data?.dictionary_page_offset);
    expect([...snappy.subarray(at, at + 3)]).toEqual([0x15, 0x04, 0x15]);
    const rest = [...snappy.subarray(at + 3)];
    // 2³¹ − 2 as zigzag varint, in place of what was there; what follows is moved, and no page is where it was.
    const bomb = Uint8Array.from([
      ...snappy.subarray(0, at + 3),
      0xfc,
      0xff,
      0xff,
      0xff,
      0x0f,
      ...rest,
    ]);
    const start = performance.now();
    const memory = process.memoryUsage().arrayBuffers;
    await expect(readTable(await parquetRows(bomb))).rejects.toMatchObject({
      code: 'NADIR_FORMAT',
    });
    expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(10e6);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('refuses a run that is longer than its page', async () => {
    // Levels of the column "word": a run of 131 in place of the second one.
    const damaged = snappy.with(5700, 130);
    await expect(readTable(await parquetRows(damaged))).rejects.toThrow(
      /got a run of \d+ values, expected at most \d+\./,
    );
  });

  it('reads a table or throws a typed error, whatever happens to the bytes', async () => {
    const mutation = fc.tuple(
      fc.constantFrom(snappy, bytesOf('plain')),
      fc.nat(),
      fc.nat(255),
      fc.boolean(),
    );
    await fc.assert(
      fc.asyncProperty(mutation, async ([whole, place, value, isCut]) => {
        const at = place % whole.length;
        const changed = isCut ? whole.slice(0, at) : whole.with(at, value);
        const start = process.cpuUsage();
        try {
          await readTable(await parquetRows(changed));
        } catch (error) {
          expect(error).toMatchObject({ code: 'NADIR_FORMAT' });
        }
        // Of this process: other programs may have the processor.
        expect(process.cpuUsage(start).user).toBeLessThan(1_000_000);
      }),
      { numRuns },
    );
  }, 600_000);
});
