import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileOf, isChinese, pathsOf } from './paths.js';
import { builtSite } from './site.js';

const folder = await builtSite();

/** All pages as they are served, before any script has run. */
const pages = new Map(
  pathsOf(folder).map((path) => {
    const html = readFileSync(join(folder, fileOf(path)), 'utf8');
    return [path, { html, places: new Set(attributesOf(html, 'id')) }];
  }),
);

/** The values of an attribute, wherever it stands. */
function attributesOf(html: string, name: string): string[] {
  return Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}

/** Elements with all that is in them. None holds another of its kind. */
const elementsOf = (html: string, name: string): string[] =>
  html.match(new RegExp(`<${name}[ >].*?</${name}>`, 'gs')) ?? [];

/** Pages of which something is found, each with what it is. */
const found = (find: (html: string, path: string) => Iterable<string>): string[] =>
  [...pages].flatMap(([path, { html }]) =>
    Array.from(find(html, path), (one) => `${path}: ${one}`),
  );

test('every link into the site leads to a page, and to a place on it', () => {
  const dead = found((html, path) =>
    [...new Set(attributesOf(html, 'href'))].filter((href) => {
      const url = new URL(href, `http://site${path}`);
      // Files are asked for when a page is opened.
      if (url.host !== 'site' || /\.\w+$/.test(url.pathname)) return false;
      const page = pages.get(url.pathname);
      const place = decodeURIComponent(url.hash.slice(1));
      return page === undefined || (place !== '' && !isPlace(url.pathname, page.places, place));
    }),
  );
  expect(dead).toEqual([]);
});

/** What stands behind `#` on the playground is its state. */
const isPlace = (path: string, places: ReadonlySet<string>, place: string): boolean =>
  path.endsWith('/playground') || places.has(place);

test('nothing is loaded from other places', () => {
  const foreign = found((html) =>
    [
      ...(html.match(/<link [^>]*>/g) ?? []).flatMap((link) => attributesOf(link, 'href')),
      ...attributesOf(html, 'src'),
    ].filter((url) => /^(\w+:)?\/\//.test(url)),
  );
  expect(foreign).toEqual([]);
  // The development server asks another place for an icon that has but a name.
  expect(found((html) => html.match(/vpi-social-\w+/) ?? [])).toEqual([]);
});

test('every page is in its language', () => {
  const han = /\p{Script=Han}/u;
  for (const [path, { html }] of pages) {
    expect(html, path).toContain(`<html lang="${isChinese(path) ? 'zh-CN' : 'en'}"`);
    // The reference is written in English, and the menu of languages in each of them.
    if (/\/api\/./.test(path)) continue;
    const [main = ''] = elementsOf(html, 'main');
    expect(han.test(main), path).toBe(isChinese(path));
  }
});

const hasFigure = /^(\/zh)?\/($|optimizers\/.|schedules$|regularizers$|learn\/.)/;

test('figures are drawn before any script runs, without a gap', () => {
  for (const [path, { html }] of pages) {
    const figures = elementsOf(html, 'figure');
    if (hasFigure.test(path)) expect(figures.length, path).toBeGreaterThan(0);
    for (const figure of figures) {
      expect(figure, path).toMatch(/<svg.*<(path|rect|line|circle)/s);
      expect(figure, path).not.toMatch(/\b(undefined|NaN)\b|\[object/);
    }
  }
});

test('a figure of a chapter shows each term of its formulas', () => {
  const termsOf = (html: string) =>
    attributesOf(html, 'class').flatMap((names) => names.match(/\bterm-[\w-]+/g) ?? []);
  const missing = found((html, path) => {
    if (!/\/learn\/./.test(path)) return [];
    const shown = new Set(elementsOf(html, 'figure').flatMap(termsOf));
    return elementsOf(html, 'mjx-container')
      .flatMap(termsOf)
      .filter((term) => !shown.has(term));
  });
  expect(missing).toEqual([]);
});
