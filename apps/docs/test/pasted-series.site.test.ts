import { expect, test } from 'vitest';
import { useBrowser, visit } from './browser.js';

useBrowser();

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
  await page.context().close();
});
