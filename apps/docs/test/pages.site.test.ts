import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, inject, test } from 'vitest';
import { useBrowser, visit } from './browser.js';
import { kindsOf, pathsOf } from './paths.js';
import { builtSite } from './site.js';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const paths = pathsOf(await builtSite());
const kinds = kindsOf(paths);

useBrowser();

/** Pages written from one pattern are walked in a row, and those that stand for them are looked at one by one, below. */
const alike = paths.filter((path) => !kinds.includes(path));
const walkLimitMs = 900_000;

test(
  'every page opens without an error, and asks nothing of other places',
  async () => {
    const { page, faults } = await visit('/');
    const found: string[] = [];
    for (const path of alike) {
      await page.goto(inject('siteUrl') + path, { waitUntil: 'load' });
      found.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
    }
    expect(found).toEqual([]);
    await page.context().close();
  },
  walkLimitMs,
);

describe.each(kinds)('%s', (path) => {
  test('has nothing that axe objects to, light or dark, and fits a phone', async () => {
    const { page, faults } = await visit(path);
    await page.evaluate(axe);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const violations = await page.evaluate(async () => {
        const found = await (globalThis as unknown as { axe: Axe }).axe.run();
        return found.violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`),
        );
      });
      expect(violations, colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 320, height: 640 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, 'width on a phone of 320 px').toBe(320);
    expect(faults).toEqual([]);
    await page.context().close();
  });
});

interface Axe {
  run(): Promise<{
    violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
  }>;
}
