import { readdirSync, readFileSync } from 'node:fs';
import { format } from 'node:util';
import { seed } from '@nadir/core';
import { afterEach, describe, expect, test, vi } from 'vitest';

const folder = new URL('../examples/', import.meta.url);

/** It posts messages, which only a worker can. */
const leftOut = ['worker.ts'];
const files = readdirSync(folder).filter((file) => !leftOut.includes(file));

/** What the comment at the end of a program says that it prints. */
const printedBy = (file: string) =>
  /\n\/\/ Prints:\n((?:\/\/ {3}.*\n)+)$/
    .exec(readFileSync(new URL(file, folder), 'utf8'))?.[1]
    ?.trimEnd()
    .split('\n')
    .map((line) => line.slice('//   '.length));

afterEach(() => vi.restoreAllMocks());

describe.each(files)('%s', (file) => {
  test('prints what the comment at its end says', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...given) => {
      lines.push(format(...given));
    });
    seed(0);
    await import(new URL(file, folder).href);
    expect(printedBy(file)).toEqual(lines);
  });
});
