import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pathsOf } from './paths.js';
import { builtSite } from './site.js';

const folder = await builtSite();
const paths = pathsOf(folder);

/** The page at each address, and the places in it that a link can name. */
const pages = new Map(
  paths.map((path) => {
    const html = readFileSync(
      join(folder, path.endsWith('/') ? `${path}index.html` : `${path}.html`),
      'utf8',
    );
    return [path, { html, places: new Set(attributesOf(html, 'id')) }];
  }),
);

/** The values of an attribute, wherever it stands. */
function attributesOf(html: string, name: string): string[] {
  return Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, 'g')), ([, value = '']) =>
    value.replaceAll('&amp;', '&'),
  );
}

test('every link into the site leads to a page, and to a place on it', () => {
  const dead: string[] = [];
  for (const [path, { html }] of pages) {
    for (const href of new Set(attributesOf(html, 'href'))) {
      const url = new URL(href, `http://site${path}`);
      // Files are asked for when a page is walked.
      if (url.host !== 'site' || /\.\w+$/.test(url.pathname)) continue;
      const page = pages.get(url.pathname);
      const place = decodeURIComponent(url.hash.slice(1));
      const leads =
        page !== undefined && (place === '' || isPlace(url.pathname, page.places, place));
      if (!leads) dead.push(`${path} leads to ${href}`);
    }
  }
  expect(dead).toEqual([]);
});

/** What stands behind `#` on the playground is its state. */
const isPlace = (path: string, places: ReadonlySet<string>, place: string): boolean =>
  path.endsWith('/playground') || places.has(place);
