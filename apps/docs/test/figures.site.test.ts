import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { useBrowser, visit } from './browser.js';

useBrowser();

test.each(['/learn/moving-average', '/optimizers/', '/playground'])(
  'controls of %s cannot be used before their script is there',
  async (path) => {
    const { page } = await visit(path, { javaScriptEnabled: false });
    const controls = (state: string) =>
      page.locator('main fieldset').locator(`:is(input, select, button):${state}`).count();
    expect(await controls('disabled')).toBeGreaterThan(0);
    expect(await controls('enabled')).toBe(0);
  },
);

/** What the style sheets make of the first element of a selector. */
const styleOf = (page: Page, selector: string, property: 'color' | 'opacity') =>
  page
    .locator(selector)
    .first()
    .evaluate((element, name) => getComputedStyle(element)[name], property);

test('a symbol has the colour of its line without script', async () => {
  const { page } = await visit('/learn/momentum', { javaScriptEnabled: false });
  expect(await styleOf(page, 'mjx-container svg .term-momentum', 'color')).toBe(
    await styleOf(page, '.plot path.term-momentum', 'color'),
  );
});

test('the pointer on a symbol lights its marks, and the others step back', async () => {
  const { page } = await visit('/learn/momentum');
  const others = '.plot path.mark:not(.term-momentum)';
  await page.locator('mjx-container svg .term-momentum').first().hover();
  expect(await styleOf(page, '.plot path.term-momentum', 'opacity')).toBe('1');
  expect(await styleOf(page, others, 'opacity')).toBe('0.25');
  await page.locator('h1').hover();
  expect(await styleOf(page, others, 'opacity')).toBe('1');
});

test('a pasted series is drawn, and a bad one is told of beside the field', async () => {
  const { page, faults } = await visit('/learn/moving-average');
  const figure = page.locator('figure');
  const series = figure.locator('.plot path.term-series');
  const field = figure.getByRole('textbox');
  const dots = async () => ((await series.getAttribute('d')) ?? '').split('M').length - 1;

  await figure.getByRole('combobox').selectOption('own');
  await field.fill('3 1 4 1 5');
  await expect.poll(dots).toBe(5);
  expect(await field.getAttribute('aria-invalid')).toBe('false');

  await field.fill('3 1 alert(1)');
  await expect.poll(() => figure.locator('.field p').textContent()).toContain('“alert(1)”');
  expect(await field.getAttribute('aria-invalid')).toBe('true');
  expect(await dots()).toBe(5);
  expect(faults).toEqual([]);
});
