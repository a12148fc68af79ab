import { expect, test } from 'vitest';
import { useBrowser, visit } from './browser.js';
import { pathsOf } from './paths.js';
import { builtSite } from './site.js';

useBrowser();

const chapters = pathsOf(await builtSite()).filter((path) => /learn\/./.test(path));

test.each(chapters)('a figure of %s shows each term of its formulas', async (path) => {
  const { page } = await visit(path, { javaScriptEnabled: false });
  const terms = (of: string) =>
    page
      .locator(`${of} [class*="term-"]`)
      .evaluateAll((elements) =>
        elements.flatMap(({ classList }) =>
          [...classList].filter((name) => name.startsWith('term-')),
        ),
      );
  const shown = await terms('figure');
  for (const term of await terms('mjx-container svg')) expect(shown).toContain(term);
  await page.context().close();
});

test('a symbol has the colour of its line without script', async () => {
  const { page } = await visit('/learn/momentum', { javaScriptEnabled: false });
  const colorOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).color);
  expect(await colorOf('mjx-container svg .term-momentum')).toBe(
    await colorOf('.plot path.term-momentum'),
  );
  await page.context().close();
});

test('the pointer on a symbol lights its marks, and the others step back', async () => {
  const { page } = await visit('/learn/momentum', { reducedMotion: 'reduce' });
  const opacityOf = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).opacity);
  await page.locator('mjx-container svg .term-momentum').first().hover();
  expect(await opacityOf('.plot path.term-momentum')).toBe('1');
  expect(await opacityOf('.plot path.mark:not(.term-momentum)')).toBe('0.25');
  await page.locator('h1').hover();
  expect(await opacityOf('.plot path.mark:not(.term-momentum)')).toBe('1');
  await page.context().close();
});
