// Opens the built site, apps/docs/.vitepress/dist, in a browser.
// @ts-check
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import sirv from 'sirv';
import { advice, findBrowser } from './browser.mjs';

const folder = fileURLToPath(new URL('../apps/docs/.vitepress/dist', import.meta.url));

/**
 * Calls `use` with what opens a page of the built site at a path, and closes all in the end.
 *
 * @param {(open: (path: string) => Promise<import('playwright').Page>) => Promise<void>} use
 */
export async function withBuiltSite(use) {
  const executablePath = findBrowser();
  if (executablePath === undefined) throw new Error(`Found no browser. ${advice}`);
  const files = sirv(folder, { extensions: ['html'] });
  const server = createServer((request, response) => files(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    await use(async (path) => {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'networkidle' });
      return page;
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/**
 * Plays a race on the playground from its start to a step.
 *
 * @param {import('playwright').Page} page
 * @param {number} step
 */
export async function playTo(page, step) {
  await page.waitForSelector('button.play:not(:disabled)');
  await page.keyboard.press('Space');
  await page.waitForFunction(
    (last) =>
      Number(/** @type {HTMLInputElement | null} */ (document.querySelector('.scrubber'))?.value) >=
      last,
    step,
    { timeout: 300_000, polling: 100 },
  );
}
