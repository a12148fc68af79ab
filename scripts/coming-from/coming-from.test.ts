import { describe, expect, test } from 'vitest';
import { optax } from './optax.js';
import { pytorch } from './pytorch.js';
import { recorded } from './recorded.js';
import { render } from './render.js';
import { leftovers, type Resolved, resolve } from './resolve.js';
import { namesOf, type Page, type Recorded, type Row } from './row.js';
import { Surface } from './surface.js';
import { tfjs } from './tfjs.js';
import { tfjsNames } from './tfjs-names.js';

const surface = new Surface({
  '@nadir/core': 'packages/core/src/index.ts',
  '@nadir/core/program': 'packages/core/src/program/index.ts',
  tf: 'scripts/coming-from/tf.ts',
});

const pages: readonly (readonly [Page, Recorded])[] = [
  [pytorch, recorded('torch')],
  [optax, recorded('optax')],
  [tfjs, tfjsNames(surface)],
];

describe.each(pages)('$file', (page, names) => {
  const rows = page.groups.flatMap((group) => group.rows.map((row) => [group, row] as const));
  const known = rows.map(([group, row]) => {
    const here = namesOf(group, row).filter((name) => names.has(name));
    const all = here.map((name) => resolve(row, name, names.get(name) ?? [], page, surface));
    return [row, all] as const;
  });

  test('has a row for every name, and none for another', () => {
    const listed = rows.flatMap(([group, row]) => namesOf(group, row));
    expect(listed.toSorted()).toEqual([...names.keys()].sort());
  });

  test('names what there is, with options that there are, and says why defaults differ', () => {
    const problems = known.flatMap(([row, all]) => [
      ...all.flatMap(({ problems }) => problems),
      ...leftovers(row, [row.there].flat(), all),
    ]);
    expect(problems).toEqual([]);
  });

  test('translates no option and leaves out none that is nowhere there', () => {
    const there = new Set([...names.values()].flat().map(({ name }) => name));
    const told = [...Object.keys(page.words), ...Object.keys(page.without)];
    expect(told.filter((option) => !there.has(option))).toEqual([]);
  });

  test('is what its tables say', async () => {
    const resolved = new Map<Row, Resolved>(known.map(([row, all]) => [row, merged(all)] as const));
    const text = render(page, (row) => resolved.get(row) ?? nothing);
    await expect(text).toMatchFileSnapshot(`../../docs/${page.file}.md`);
  });
});

const nothing: Resolved = { translations: [], differences: [], elsewhere: [], problems: [] };

/** What is told of the options of several names, once. */
function merged(all: readonly Resolved[]): Resolved {
  const once = <T>(items: readonly T[]) => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ];
  return {
    translations: once(all.flatMap(({ translations }) => translations)),
    differences: once(all.flatMap(({ differences }) => differences)),
    elsewhere: once(all.flatMap(({ elsewhere }) => elsewhere)),
    problems: [],
  };
}
