// Decides what is fetched before a script runs, and what the tests leave out. It looks at nothing itself.
import { advice } from '../browser.mjs';

export function planSetup(found, machine, environment) {
  const { NADIR_SETUP: setup = '' } = environment;
  if (setup !== '' && setup !== 'none') {
    throw new Error(`NADIR_SETUP: got ${setup}, expected none. Unset it to fetch what is missing.`);
  }
  if (setup === 'none') {
    if (found.packages) return [];
    throw new Error(
      'NADIR_SETUP=none: got other packages in node_modules than those of package-lock.json, ' +
        'expected these. Run npm install.',
    );
  }
  const steps = [];
  if (!found.packages) steps.push(packages);
  if (found.browser === false) steps.push(chromiumFor(machine, environment));
  if (found.tfjsNode === false) steps.push({ ...tfjsNode, where: machine.tfjsNodeCache });
  return steps;
}

export function leftOut(found, environment) {
  const missing = [];
  if (!found.browser) missing.push(`tests in a browser: found none. ${advice}`);
  if (!found.tfjsNode) {
    missing.push('tests on tfjs-node: found none that works. Run node scripts/tfjs-node.mjs.');
  }
  if (environment.CI === 'true' && missing.length > 0) {
    const lines = missing.map((one) => `  ${one}`).join('\n');
    throw new Error(`CI=true: got tests that cannot run, expected all of them to.\n${lines}`);
  }
  return missing;
}

/** Changes the system only where it is there for this run alone. */
function chromiumFor({ isDebian, isRoot, inContainer }, { CI }) {
  return isDebian && isRoot && (inContainer || CI === 'true') ? systemChromium : cachedChromium;
}

const packages = {
  what: 'the packages of package-lock.json',
  size: '240 MB, 680 MB on disk',
  where: 'node_modules',
  commands: [
    // Not `npm ci`: it refuses a lock file that was written where the registry lacks binaries for
    // other platforms. `--no-save` leaves package-lock.json as it is.
    ['npm', 'install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error'],
  ],
  required: true,
};

const systemChromium = {
  what: 'Chromium',
  size: '140 MB, 460 MB on disk',
  where: 'the system, by apt-get',
  commands: [
    ['apt-get', 'update', '-qq'],
    ['apt-get', 'install', '-y', '-qq', 'chromium'],
  ],
};

const cachedChromium = {
  what: 'Chromium',
  size: '200 MB, 400 MB on disk',
  where: "Playwright's cache",
  commands: [['npx', '--no-install', 'playwright', 'install', '--no-shell', 'chromium']],
};

const tfjsNode = {
  what: '@tensorflow/tfjs-node',
  size: 'up to 350 MB, 1.6 GB on disk',
  commands: [['node', 'scripts/tfjs-node.mjs']],
};
