import { describe, expect, it } from 'vitest';
import { type Found, leftOut, type Machine, planSetup } from './plan.mjs';

const nothing: Found = { packages: false, browser: false, tfjsNode: false };
const everything: Found = { packages: true, browser: true, tfjsNode: true };
const laptop: Machine = {
  isDebian: false,
  isRoot: false,
  inContainer: false,
  tfjsNodeCache: '/home/me/.cache/nadir/tfjs-node',
};
const debianRoot: Machine = { ...laptop, isDebian: true, isRoot: true };

/** Where Chromium would be put. */
const browserGoesTo = (machine: Machine, environment = {}) =>
  planSetup({ ...everything, browser: false }, machine, environment).map(({ where }) => where);

describe('planSetup', () => {
  it('fetches what is missing, packages first, each with its size and place', () => {
    const steps = planSetup(nothing, laptop, {});
    expect(steps.map(({ what, where }) => [what, where])).toEqual([
      ['the packages of package-lock.json', 'node_modules'],
      ['Chromium', "Playwright's cache"],
      ['@tensorflow/tfjs-node', '/home/me/.cache/nadir/tfjs-node'],
    ]);
    for (const { size } of steps) expect(size).toMatch(/\d+ MB, .* on disk$/);
  });

  it('fetches nothing where everything is there, or where it was not looked for', () => {
    expect(planSetup(everything, laptop, {})).toEqual([]);
    expect(planSetup({ packages: true }, laptop, {})).toEqual([]);
  });

  it('uses the package manager of Debian as root in a container, or as root with CI=true', () => {
    const system = ['the system, by apt-get'];
    expect(browserGoesTo({ ...debianRoot, inContainer: true })).toEqual(system);
    expect(browserGoesTo(debianRoot, { CI: 'true' })).toEqual(system);
  });

  it.each([
    ['root on a machine of its own', debianRoot, {}],
    ['a user in a container', { ...debianRoot, isRoot: false, inContainer: true }, {}],
    ['a user with CI=true', { ...debianRoot, isRoot: false }, { CI: 'true' }],
    ['another system', { ...debianRoot, isDebian: false, inContainer: true }, { CI: 'true' }],
    ['CI=false', debianRoot, { CI: 'false' }],
  ])('keeps to the caches of the user for %s', (_, machine, environment) => {
    expect(browserGoesTo(machine, environment)).toEqual(["Playwright's cache"]);
  });

  it('fetches nothing with NADIR_SETUP=none', () => {
    const onlyPackages = { ...nothing, packages: true };
    expect(planSetup(onlyPackages, debianRoot, { NADIR_SETUP: 'none', CI: 'true' })).toEqual([]);
    expect(planSetup(onlyPackages, debianRoot, { NADIR_SETUP: '' })).toHaveLength(2);
  });

  it('says what to do where nothing runs with NADIR_SETUP=none', () => {
    expect(() => planSetup(nothing, laptop, { NADIR_SETUP: 'none' })).toThrow('Run npm install.');
  });

  it('refuses other words in NADIR_SETUP', () => {
    expect(() => planSetup(everything, laptop, { NADIR_SETUP: 'no' })).toThrow(
      'NADIR_SETUP: got no, expected none.',
    );
  });
});

describe('leftOut', () => {
  const neither = { browser: false, tfjsNode: false };

  it('names the tests that cannot run, and what to do', () => {
    expect(leftOut({ ...neither, browser: true }, {})).toEqual([
      'tests on tfjs-node: found none that works. Run node scripts/tfjs-node.mjs.',
    ]);
    const [inBrowser, onTfjsNode, ...more] = leftOut(neither, { NADIR_SETUP: 'none' });
    expect(inBrowser).toContain('tests in a browser: found none. Install Chromium');
    expect(onTfjsNode).toContain('tests on tfjs-node');
    expect(more).toEqual([]);
  });

  it('fails with CI=true, whatever NADIR_SETUP is', () => {
    for (const NADIR_SETUP of ['', 'none']) {
      expect(() => leftOut(neither, { CI: 'true', NADIR_SETUP })).toThrow(/browser.*\n.*tfjs-node/);
    }
    expect(leftOut({ browser: true, tfjsNode: true }, { CI: 'true' })).toEqual([]);
  });
});
