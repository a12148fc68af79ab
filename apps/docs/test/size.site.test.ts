import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { fileOf, pathsOf } from './paths.js';
import { builtSite } from './site.js';

const folder = await builtSite();

/** Bytes of scripts, compressed. */
const sizes = new Map<string, number>();

function sizeOf(script: string): number {
  const size = sizes.get(script) ?? gzipSync(readFileSync(join(folder, script))).length;
  sizes.set(script, size);
  return size;
}

/** Bytes of script, compressed, that a page names before anything on it is touched. */
function firstScript(path: string): number {
  const page = readFileSync(join(folder, fileOf(path)), 'utf8');
  const named = Array.from(
    page.matchAll(/(?:src|href)="([^"]+\.js)"/g),
    ([, script = '']) => script,
  );
  expect(named.length).toBeGreaterThan(0);
  return [...new Set(named)].reduce((sum, script) => sum + sizeOf(script), 0);
}

test('no page asks for more than 200 kB of script at first', () => {
  const heavy = pathsOf(folder).filter((path) => firstScript(path) > 200_000);
  expect(heavy).toEqual([]);
});
