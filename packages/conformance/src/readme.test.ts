import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** The files that an index makes its list of. */
const listedBy = (index: string) =>
  [...read(index).matchAll(/from '\.\/(?:refusals\/|wrapping\/)?([a-z-]+)\.js'/g)].map(
    ([, name]) => name as string,
  );

it('tells in README.md what each law says', () => {
  const rows = [...read('../README.md').matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, name]) => name);
  const laws = [...listedBy('./laws/index.ts'), ...listedBy('./programs/index.ts')];
  expect(laws.length).toBeGreaterThan(30);
  expect(laws.filter((law) => !rows.includes(law))).toEqual([]);
});
