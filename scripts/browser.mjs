// Finds the Chromium in which the browser tests run. Run by itself, it installs one where there is
// none, and says in one line what it found.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright';
import { browserPaths } from '../apps/cli/src/machine/browser-paths.mjs';

export const advice = 'Install Chromium or Chrome, or set NADIR_CHROMIUM to the path of one.';

export function findBrowser(environment = process.env) {
  const named = environment.NADIR_CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`NADIR_CHROMIUM: got ${named}, expected the path of Chromium or Chrome.`);
  }
  return [...browserPaths(environment), chromium.executablePath()].find((path) => existsSync(path));
}

/** Commands that install a browser here. */
function installation() {
  const isDebian =
    existsSync('/etc/os-release') && /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  return isDebian && process.getuid() === 0
    ? [
        ['apt-get', 'update', '-q'],
        ['apt-get', 'install', '-y', '-q', 'chromium'],
      ]
    : [['npx', '--no-install', 'playwright', 'install', 'chromium']];
}

function main() {
  let browser = findBrowser();
  if (browser !== undefined) {
    console.log(`Browser tests run in ${browser}.`);
    return;
  }
  const commands = installation();
  const shown = commands.map((one) => one.join(' ')).join(' && ');
  console.log(`Found no browser for the browser tests, so this installs one: ${shown}`);
  for (const [command, ...args] of commands) {
    spawnSync(command, args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      // On Windows npx is a .cmd file, which only a shell can start.
      shell: process.platform === 'win32',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  }
  browser = findBrowser();
  if (browser !== undefined) {
    console.log(`Installed ${browser} for the browser tests.`);
  } else if (process.env.CI === 'true') {
    throw new Error(`Browser tests: found no browser and could install none. ${advice}`);
  } else {
    console.log(`Browser tests are left out: no browser was found or installed. ${advice}`);
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    main();
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
