// Finds the Chromium in which the browser tests run.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { browserPaths } from '../apps/cli/src/machine/browser-paths.mjs';

export const advice = 'Install Chromium or Chrome, or set NADIR_CHROMIUM to the path of one.';

export function findBrowser(environment = process.env) {
  const named = environment.NADIR_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`NADIR_CHROMIUM: got ${named}, expected the path of Chromium or Chrome.`);
  }
  return browserPaths(environment).find((path) => existsSync(path)) ?? ofPlaywright();
}

/** The browser in Playwright's cache. Before npm has installed Playwright, nothing is known of it. */
function ofPlaywright() {
  if (!existsSync(new URL('../node_modules/playwright', import.meta.url))) return undefined;
  const { chromium } = createRequire(import.meta.url)('playwright');
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}
