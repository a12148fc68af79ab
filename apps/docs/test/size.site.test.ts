import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { pathsOf } from './paths.js';
import { builtSite } from './site.js';

const folder = await builtSite();

/** Bytes of script, compressed, that a page names before anything on it is touched. */
function firstScript(path: string): number {
  const file = path.endsWith('/') ? `${path}index.html` : `${path}.html`;
  const page = readFileSync(join(folder, file), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(([, script]) => script);
  expect(named.length).toBeGreaterThan(0);
  return [...new Set(named)]
    .map((script) => gzipSync(readFileSync(join(folder, script as string))).length)
    .reduce((sum, size) => sum + size, 0);
}

test('no page asks for more than 200 kB of script at first', () => {
  const heavy = pathsOf(folder).filter((path) => firstScript(path) > 200_000);
  expect(heavy).toEqual([]);
});
