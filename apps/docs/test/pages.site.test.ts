import { describe, expect, test } from 'vitest';
import { violationsOf } from './axe.js';
import { useBrowser, visit } from './browser.js';
import { isChinese, pathsOf, standsForOthers } from './paths.js';
import { builtSite } from './site.js';

const isThorough = import.meta.env.MODE === 'all-laws';

const paths = pathsOf(await builtSite());

/** Both languages have the same colours: each theme is looked at in one of them, and thoroughly in both. */
const themesOf = (path: string) =>
  isThorough ? (['light', 'dark'] as const) : ([isChinese(path) ? 'dark' : 'light'] as const);

useBrowser();

describe.each(isThorough ? paths : paths.filter(standsForOthers))('%s', (path) => {
  test.each(themesOf(path))(
    'opens without an error, asks nothing of other places, has nothing that axe objects to when it is %s, and fits a phone',
    async (colorScheme) => {
      const { page, faults } = await visit(path, { colorScheme });
      expect(await violationsOf(page)).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, 'width on a phone of 320 px').toBe(320);
      expect(faults).toEqual([]);
    },
  );
});
