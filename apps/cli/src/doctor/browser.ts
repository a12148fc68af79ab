import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Io } from '../io.js';

/** A Chromium, Chrome or Edge of this machine. */
export interface BrowserReport {
  /** The one that NADIR_CHROMIUM names, else the first that was found. */
  readonly path?: string;
  readonly reason?: string;
}

/** Looks for a browser where the browser tests of Nadir look, but for one of Playwright. */
export function examineBrowser(env: Io['env'], platform = process.platform): BrowserReport {
  const named = env.NADIR_CHROMIUM;
  const path = (named ? [named] : candidates(env, platform)).find((one) => existsSync(one));
  if (path !== undefined) return { path };
  return { reason: named ? `NADIR_CHROMIUM names ${named}, where nothing is` : 'none was found' };
}

function candidates(env: Io['env'], platform: NodeJS.Platform): string[] {
  if (platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA];
    return [
      'Chromium/Application/chrome.exe',
      'Google/Chrome/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ].flatMap((program) => roots.flatMap((root) => (root ? [join(root, program)] : [])));
  }
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const commands = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser'];
  const apps = platform === 'darwin' ? ['Chromium', 'Google Chrome'] : [];
  return [
    ...apps.map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`),
    ...commands.flatMap((command) => folders.map((folder) => join(folder, command))),
  ];
}
