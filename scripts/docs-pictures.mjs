// Takes the pictures of the README from the built site: `npm run docs:pictures`.
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import sirv from 'sirv';
import { advice, findBrowser } from './browser.mjs';

/** What is on the pictures, and how the page comes to look like that. */
const pictures = [
  {
    name: 'playground',
    path: '/playground#v=1',
    async prepare(page) {
      await page.waitForSelector('button.play:not(:disabled)');
      await page.keyboard.press('Space');
      await page.waitForFunction(
        () => Number(document.querySelector('.scrubber')?.value) >= 200,
        undefined,
        { timeout: 120_000 },
      );
      await page.keyboard.press('Space');
    },
  },
  {
    name: 'momentum',
    path: '/learn/momentum',
    async prepare() {},
  },
];

const executablePath = findBrowser();
if (executablePath === undefined) throw new Error(`Found no browser. ${advice}`);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const files = sirv(here('../apps/docs/.vitepress/dist'), { extensions: ['html'] });
const server = createServer((request, response) => files(request, response));
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  for (const { name, path, prepare } of pictures) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(`http://127.0.0.1:${server.address().port}${path}`, {
      waitUntil: 'networkidle',
    });
    await prepare(page);
    await page.screenshot({
      path: here(`../apps/docs/pictures/${name}.jpg`),
      type: 'jpeg',
      quality: 80,
    });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
