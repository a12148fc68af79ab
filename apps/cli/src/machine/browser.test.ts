import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, it } from 'vitest';
import { findBrowser } from '../../../../scripts/browser.mjs';
import { temporaryFile, temporaryFolder } from '../../test/fake-io.js';
import { examineBrowser } from './browser.js';

it.skipIf(process.platform === 'win32')('looks where the browser tests look', () => {
  const [first, second] = [temporaryFolder(), temporaryFolder()];
  const env = { PATH: `${first}${delimiter}${delimiter}${second}` };
  const expectFound = (folder: string, name: string) => {
    const path = join(folder, name);
    writeFileSync(path, '');
    expect(examineBrowser(env, 'linux')).toEqual({ path });
    expect(findBrowser(env)).toBe(path);
  };
  // Each is preferred to those before it.
  expectFound(second, 'chromium-browser');
  expectFound(second, 'google-chrome-stable');
  expectFound(second, 'google-chrome');
  expectFound(second, 'chromium');
  expectFound(first, 'chromium');

  const named = temporaryFile('my-chromium', '');
  expect(examineBrowser({ ...env, NADIR_CHROMIUM: named })).toEqual({ path: named });
  expect(findBrowser({ ...env, NADIR_CHROMIUM: named })).toBe(named);
});

it('says that there is none', () => {
  expect(examineBrowser({ PATH: temporaryFolder() }, 'linux')).toEqual({
    reason: 'none was found',
  });
  expect(examineBrowser({ NADIR_CHROMIUM: '/nowhere/chromium' })).toEqual({
    reason: 'NADIR_CHROMIUM names /nowhere/chromium, where nothing is',
  });
});
