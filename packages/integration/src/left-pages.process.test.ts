import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import sirv from 'sirv';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBrowser } from '../../../scripts/browser.mjs';
import type { TrainingPage } from '../test/page.js';

const executablePath = findBrowser();

const folder = mkdtempSync(join(tmpdir(), 'nadir-pages-'));
const server = createServer((request, response) => {
  sirv(folder)(request, response, () => {
    response.writeHead(404).end();
  });
});
let browser: Browser;
let address: string;

beforeAll(async () => {
  if (executablePath === undefined) return;
  await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@nadir/source', 'module', 'browser', 'default'] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      lib: {
        entry: resolve('packages/integration/test/page.ts'),
        formats: ['es'],
        fileName: () => 'page.js',
      },
    },
  });
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><script type="module" src="page.js"></script>',
  );
  writeFileSync(join(folder, 'other.html'), '<!doctype html>');
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox'],
    // Playwright turns off what a page is kept by when it is left.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const read = (page: Page): Promise<TrainingPage> =>
  page.evaluate(() => ({ ...(globalThis as unknown as { page: TrainingPage }).page }));

const reaches = (page: Page, step: number) =>
  page.waitForFunction(
    (least) => (globalThis as unknown as { page: TrainingPage }).page?.steps >= least,
    step,
  );

/** The weights at the end of a training. */
async function endOf(page: Page): Promise<readonly number[]> {
  await page.waitForFunction(() => {
    const { weights, error } = (globalThis as unknown as { page: TrainingPage }).page ?? {};
    return weights !== undefined || error !== undefined;
  });
  const { weights, error } = await read(page);
  expect(error).toBeUndefined();
  return weights as readonly number[];
}

/** A page that has begun to train, with storage of its own. */
async function trainingPage(): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address);
  return page;
}

describe.skipIf(executablePath === undefined)('a training in a page', () => {
  let whole: readonly number[];
  beforeAll(async () => {
    const page = await trainingPage();
    whole = await endOf(page);
    await page.context().close();
  }, 120_000);

  it('that is left and come back to ends as one that was not left', async () => {
    const page = await trainingPage();
    await reaches(page, 25);
    await page.goto(`${address}/other.html`);
    // The browser has kept the page, which is shown again without being loaded; or it is loaded and goes on from its last checkpoint.
    await page.goBack({ waitUntil: 'commit' });
    expect(await endOf(page)).toEqual(whole);
    await page.context().close();
  }, 120_000);

  it('that is closed goes on from its last checkpoint', async () => {
    const page = await trainingPage();
    await reaches(page, 25);
    const context = page.context();
    await page.close();
    const again = await context.newPage();
    await again.goto(address);
    expect(await endOf(again)).toEqual(whole);
    expect((await read(again)).began).toBeGreaterThanOrEqual(20);
    await context.close();
  }, 120_000);

  it('that the browser has frozen goes on when it is looked at', async () => {
    const page = await trainingPage();
    await reaches(page, 25);
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((done) => setTimeout(done, 300));
    await session.send('Page.setWebLifecycleState', { state: 'active' });
    expect(await endOf(page)).toEqual(whole);
    expect((await read(page)).began).toBe(0);
    await page.context().close();
  }, 120_000);
});
