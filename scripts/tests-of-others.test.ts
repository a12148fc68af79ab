import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** Links whose text is the title of a test, or its beginning, to the file that has the test. */
const links = [
  ...readFileSync('docs/tests-of-others.md', 'utf8').matchAll(/\[([^\]]+)\]\((\.\.\/\S+?\.ts)\)/g),
].map(([, title = '', path = '']) => ({ title, path: join('docs', path) }));

/** Quotation marks that open a title in the sources. */
const marks = ["'", '`', '"'];

test('every test that docs/tests-of-others.md names exists', () => {
  const lost = links.filter(({ title, path }) => {
    if (title === path) return !existsSync(path);
    const source = existsSync(path) ? readFileSync(path, 'utf8') : '';
    return !marks.some((mark) => source.includes(mark + title));
  });
  expect(links.length).toBeGreaterThan(80);
  expect(lost).toEqual([]);
});
