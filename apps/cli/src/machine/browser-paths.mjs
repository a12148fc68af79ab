// Plain JavaScript, since the scripts of the repository use it before anything is built.
// @ts-check
import { delimiter, join } from 'node:path';

/**
 * Where Chromium, Chrome or Edge may be on a machine, the preferred path first.
 *
 * @param {Readonly<Record<string, string | undefined>>} env
 * @param {NodeJS.Platform} platform
 * @returns {string[]}
 */
export function browserPaths(env, platform = process.platform) {
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
