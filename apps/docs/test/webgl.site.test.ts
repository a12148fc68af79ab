import { expect, test } from 'vitest';
import { useBrowser, visit } from './browser.js';
import { atStep, ready, tableOf } from './playground.js';

useBrowser('webgl');

test('the playground has on WebGL the losses of WebAssembly, but for rounding', async () => {
  const losses = [];
  for (const backend of ['wasm', 'webgl']) {
    const { page } = await visit(
      `/playground#v=1&backend=${backend}&c=adamw&layers=3&steps=10&every=10&charts=loss&hide=map,network`,
    );
    await ready(page);
    expect(await page.locator('.notices').textContent()).toBe('');
    await page.keyboard.press(' ');
    await atStep(page, 10);
    losses.push((await tableOf(page)).map((row) => row.split(',').map(Number)[1]));
  }
  const [onWasm = [], onWebgl = []] = losses;
  expect(onWasm).toHaveLength(10);
  onWebgl.forEach((loss, step) => {
    expect(loss).toBeCloseTo(onWasm[step] as number, 3);
  });
});
