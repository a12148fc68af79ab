// Takes the pictures of the README from the built site: `npm run docs:pictures`.
import { fileURLToPath } from 'node:url';
import { playTo, withBuiltSite } from './built-site.mjs';

/** What is on the pictures, and how the page comes to look like that. */
const pictures = [
  {
    name: 'playground',
    path: '/playground#v=1',
    async prepare(page) {
      await playTo(page, 200);
      await page.keyboard.press('Space');
    },
  },
  {
    name: 'momentum',
    path: '/learn/momentum',
    async prepare() {},
  },
];

await withBuiltSite(async (open) => {
  for (const { name, path, prepare } of pictures) {
    const page = await open(path);
    await prepare(page);
    await page.screenshot({
      path: fileURLToPath(new URL(`../apps/docs/pictures/${name}.jpg`, import.meta.url)),
      type: 'jpeg',
      quality: 80,
    });
    await page.close();
  }
});
