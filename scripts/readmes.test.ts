import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What a README has in every language: code, headings by level, rows of tables, and where links lead. */
function skeletonOf(file: string) {
  const text = readFileSync(file, 'utf8');
  const code = [...text.matchAll(/^```[\s\S]*?^```/gm)].map(([block]) => block);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');
  return {
    code,
    headings: (prose.match(/^#+(?= )/gm) ?? []).map((signs) => signs.length),
    rows: (prose.match(/^\|(?! *-).*$/gm) ?? []).map(
      (row) => row.match(/`[^`]+`/g)?.toSorted() ?? [],
    ),
    links: [...prose.matchAll(/\]\(([^)]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^README/.test(target))
      .toSorted(),
  };
}

test('the Chinese README has the code, headings, tables and links of the English one', () => {
  expect(skeletonOf('README.zh-CN.md')).toEqual(skeletonOf('README.md'));
});
