import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { apiPages } from '../generate/api/api-pages.js';
import { documentPages } from '../generate/documents.js';
import { optimizerPages } from '../generate/optimizers.js';
import { referencePages } from '../generate/reference.js';
import { type Language, languages } from '../words/words.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const others = (Object.keys(languages) as Language[]).filter((language) => language !== 'en');

const filesOf = (language: Language) =>
  readdirSync(join(root, language), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'))
    .sort();

/** What the pages of two languages share: headings by their level, code, figures and formulas, in their order. */
function skeletonOf(page: string): string[] {
  const blocks =
    /^```[\s\S]*?^```$|^<<< .*$|^\$\$[\s\S]*?^\$\$$|^#+ |<(?:LiveFigure|OptimizerTable)[^>]*>/gm;
  // Words in a formula are those of its language.
  return [...page.matchAll(blocks)].map(([block]) =>
    block.trim().replace(/\\text\{[^}]*\}/g, '\\text'),
  );
}

test('a skeleton has what two pages share, and no words', () => {
  const page =
    '# Title\n\nWords.\n\n```ts\n# no heading\n```\n\n<<< @/examples/first.ts\n\n<LiveFigure name="race" />\n';
  expect(skeletonOf(page)).toEqual([
    '#',
    '```ts\n# no heading\n```',
    '<<< @/examples/first.ts',
    '<LiveFigure name="race" />',
  ]);
});

describe.each(others)('%s', (language) => {
  test('has the pages of English', () => {
    expect(filesOf(language)).toEqual(filesOf('en'));
  });

  test.each(filesOf('en'))('%s has the same headings, code and figures', (path) => {
    const [english, other] = (['en', language] as const).map((one) =>
      skeletonOf(readFileSync(join(root, one, path), 'utf8')),
    );
    expect(other).toEqual(english);
  });

  test.each([
    ['optimizers', optimizerPages],
    ['schedules and regularizers', referencePages],
    ['documents', documentPages],
    ['the reference', apiPages],
  ] as const)('its pages of %s have the same headings, code and figures', (_, pagesOf) => {
    const [english, other] = (['en', language] as const).map((one) =>
      pagesOf(one).map(({ params, content }) => [params, skeletonOf(content)]),
    );
    expect(other).toEqual(english);
  });
});
