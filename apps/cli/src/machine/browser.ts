import { existsSync } from 'node:fs';
import type { Io } from '../shell/io.js';
import { browserPaths } from './browser-paths.mjs';

/** A Chromium, Chrome or Edge of this machine. */
export interface BrowserReport {
  /** The one that NADIR_CHROMIUM names, else the first that was found. */
  readonly path?: string;
  readonly reason?: string;
}

/** Looks for a browser where the browser tests of Nadir look, but for one of Playwright. */
export function examineBrowser(env: Io['env'], platform = process.platform): BrowserReport {
  const named = env.NADIR_CHROMIUM;
  const path = (named ? [named] : browserPaths(env, platform)).find((one) => existsSync(one));
  if (path !== undefined) return { path };
  return { reason: named ? `NADIR_CHROMIUM names ${named}, where nothing is` : 'none was found' };
}
