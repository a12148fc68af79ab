import { expect, test } from 'vitest';
import type { DeviceReport, MeasuredBackend } from '../device/engine/report.js';
import { useBrowser, visit } from './browser.js';

useBrowser();

test('a device is checked when it is asked for, and the result is there as JSON', async () => {
  const { page, faults } = await visit('/device');
  const result = page.locator('pre.json');
  const start = page.getByRole('button', { name: 'Check this device' });
  await expect.poll(() => start.isEnabled()).toBe(true);
  expect(await result.count()).toBe(0);

  // The processor is checked in Node.js, by the same code.
  for (const name of ['cpu', 'webgl', 'webgpu']) await page.getByLabel(name).uncheck();
  await start.click();
  await page.getByText('All backends are checked.').waitFor();
  const { format, backends } = JSON.parse((await result.textContent()) ?? '') as DeviceReport;
  expect(format).toBe('nadir-device');
  expect(backends.map(({ name }) => name)).toEqual(['wasm']);
  for (const { precision, laws, speed } of backends as readonly MeasuredBackend[]) {
    expect(precision).toMatchObject({ tensorBits: 23, stateBits: 23, subnormals: true });
    expect(laws.flatMap(({ failed }) => failed)).toEqual([]);
    expect(laws.every(({ passed }) => passed > 0)).toBe(true);
    expect(speed.ratio.median).toBeGreaterThan(0);
  }
  expect(faults).toEqual([]);
});

test('a check can be stopped, and a backend that is not here says why', async () => {
  const { page, faults } = await visit('/device');
  for (const name of ['wasm', 'cpu', 'webgl']) await page.getByLabel(name).uncheck();
  await page.getByRole('button', { name: 'Check this device' }).click();
  await page.getByText(/Not here: .*WebGPU/).waitFor();

  for (const name of ['wasm', 'webgpu']) await page.getByLabel(name).click();
  await page.getByRole('button', { name: 'Check again' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/^Stopped\./).waitFor();
  expect(await page.locator('pre.json').count()).toBe(0);
  expect(faults).toEqual([]);
});
