import fs, { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { encodedRows, fit, planOf, readTable } from '../tables/index.js';
import { scratchFile } from './index.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nadir-scratch-test-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** A file that has no name from its first byte on. */
function opened(limitBytes?: number) {
  const scratch = scratchFile({ folder, ...(limitBytes !== undefined && { limitBytes }) });
  onTestFinished(() => scratch.close());
  return scratch;
}

describe('scratchFile', () => {
  it('gives back what was written, and leaves no name in its folder', () => {
    const scratch = opened();
    expect(scratch.write(Uint8Array.of(1, 2, 3))).toBe(0);
    expect(scratch.write(Uint8Array.of(4, 5))).toBe(3);
    const bytes = new Uint8Array(3);
    scratch.read(2, bytes);
    expect([...bytes]).toEqual([3, 4, 5]);
    expect(readdirSync(folder)).toEqual([]);
    expect(() => scratch.read(4, bytes)).toThrow('scratchFile: got a place up to byte 7');
  });

  it('says what is wrong with the disk', () => {
    const { writeSync } = fs;
    fs.writeSync = () => {
      throw Object.assign(new Error('as told'), { code: 'ENOSPC' });
    };
    syncBuiltinESMExports();
    onTestFinished(() => {
      fs.writeSync = writeSync;
      syncBuiltinESMExports();
    });
    expect(() => opened().write(Uint8Array.of(1))).toThrow(
      `scratchFile: got a full disk for ${folder}, expected room on it. Free some.`,
    );
  });
});

// 70 000 rows are more than a page of a column, and 70 000 texts more than are kept.
const rows = Array.from({ length: 70_000 }, (_, i) => {
  const date = `2024-${String((i % 12) + 1).padStart(2, '0')}-03`;
  const city = i % 97 === 0 ? '' : `city ${i % 300}`;
  const y = (i * 7) % 11 > 4 ? 'up' : 'down';
  return `${i % 1000},${i / 7},${i % 13 ? i % 2 === 0 : ''},${date},${city},id ${i},${i % 3},${y}`;
});
const bytes = new TextEncoder().encode(
  `small,fraction,flag,date,city,name,weight,y\n${rows.join('\n')}\n`,
);

it('a table on the disk makes the same features as one in memory, in any order of the rows', async () => {
  const parts = { learned: new Uint32Array(50_000).map((_, i) => i + 10_000) };
  const encodedFrom = async (limitBytes: number) => {
    const table = await readTable(bytes, { scratch: opened(limitBytes) });
    const plan = planOf(table, { target: 'y', weight: 'weight', categorical: ['name'] });
    const encoder = fit(plan, parts.learned);
    return { table, encoder, encoded: encodedRows(encoder, table, parts.learned) };
  };
  const inMemory = await encodedFrom(2 ** 30);
  const onDisk = await encodedFrom(0);
  expect(inMemory.table.scratch).toBeUndefined();
  expect(onDisk.table.scratch).toBeDefined();
  expect(JSON.stringify(onDisk.encoder)).toBe(JSON.stringify(inMemory.encoder));
  expect(onDisk.encoded.targets).toEqual(inMemory.encoded.targets);
  expect(onDisk.encoded.weights).toEqual(inMemory.encoded.weights);
  expect(onDisk.table.place(69_999)).toBe('table:70001');
  const { features } = inMemory.encoder.encode(inMemory.table, parts.learned);
  const { width } = inMemory.encoder;
  const orders = [
    [0, 1, 2, 3, 4, 5],
    [49_999, 7, 7, 12_345],
    [3, 49_000],
    Array.from({ length: 500 }, (_, i) => (i * 7919) % 50_000),
    [],
  ];
  for (const order of orders) {
    const wanted = order.flatMap((place) => [
      ...features.subarray(place * width, (place + 1) * width),
    ]);
    for (const { encoded } of [inMemory, onDisk]) {
      expect([...encoded.features(Uint32Array.from(order))]).toEqual(wanted);
    }
  }
});
