import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { terms } from '../ui/terms.js';
import { languages } from '../words/words.js';

const root = 'apps/docs';
const tokens = readFileSync(`${root}/.vitepress/theme/tokens.css`, 'utf8');
const pages = Object.keys(languages).flatMap((language) =>
  readdirSync(`${root}/${language}/learn`).map((file) => `${language}/learn/${file}`),
);

/** All that a pattern finds in a text: its first group, each once. */
const found = (text: string, pattern: RegExp) =>
  new Set([...text.matchAll(pattern)].map(([, first]) => first as string));

test('every term has a colour, and every such colour a term', () => {
  expect([...found(tokens, /--term-([\w-]+):/g)].sort()).toEqual([...terms].sort());
});

describe.each(pages)('%s', (page) => {
  test('names terms that a figure of the page shows', () => {
    const text = readFileSync(`${root}/${page}`, 'utf8');
    const views = [...found(text, /<LiveFigure name="([\w-]+)"/g)].map((name) =>
      readFileSync(`${root}/figures/${name}/View.vue`, 'utf8'),
    );
    const shown = found(views.join('\n'), /\bterm="([\w-]+)"/g);
    for (const term of found(text, /\\term\{([\w-]+)\}/g)) expect(shown).toContain(term);
  });
});
