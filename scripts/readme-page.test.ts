import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { createServer } from 'vite';
import { expect, onTestFinished, test } from 'vitest';
import { advice, findBrowser } from './browser.mjs';

const [, page = ''] = /^```html\n(.*?)^```/ms.exec(readFileSync('README.md', 'utf8')) ?? [];

test('the page in README.md comes near to the minimum', async ({ skip }) => {
  const executablePath = findBrowser();
  if (executablePath === undefined) return skip(`found no browser. ${advice}`);

  const folder = mkdtempSync(join(tmpdir(), 'nadir-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'index.html'), page);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const server = await createServer({
    configFile: false,
    root: folder,
    cacheDir: join(folder, 'cache'),
    logLevel: 'error',
    resolve: { conditions: ['@nadir/source', 'module', 'browser', 'development', 'default'] },
    server: { host: '127.0.0.1', fs: { strict: false } },
  });
  onTestFinished(() => server.close());
  await server.listen();

  const browser = await chromium.launch({
    executablePath,
    args: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-sandbox'],
  });
  onTestFinished(() => browser.close());
  const tab = await browser.newPage();
  // The first page waits until TensorFlow.js is bundled.
  tab.setDefaultTimeout(0);
  const errors: string[] = [];
  tab.on('pageerror', ({ message }) => errors.push(message));
  await tab.goto(server.resolvedUrls?.local[0] as string);
  await tab.locator('#out:not(:empty)').waitFor();
  const numbers = (await tab.locator('#out').textContent())?.split(',').map(Number);
  expect(errors).toEqual([]);
  expect(numbers).toHaveLength(2);
  for (const x of numbers ?? []) expect(Math.abs(x)).toBeLessThan(0.01);
}, 300_000);
