import { expect, test } from 'vitest';
import { useBrowser, visit } from './browser.js';

useBrowser();

test.each(['/learn/moving-average', '/optimizers/', '/playground'])(
  'controls of %s cannot be used before their script is there',
  async (path) => {
    const { page } = await visit(path, { javaScriptEnabled: false });
    const controls = page
      .locator('main, .VPDoc')
      .locator('fieldset')
      .locator('input, select, button');
    expect(await controls.count()).toBeGreaterThan(0);
    for (const control of await controls.all()) expect(await control.isDisabled()).toBe(true);
    await page.context().close();
  },
);
