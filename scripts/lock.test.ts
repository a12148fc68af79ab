import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

// `npm install` beside an installed `node_modules` drops what other platforms need, and `npm ci`
// refuses the lock file from then on. `npm install --package-lock-only` brings it back.
test('package-lock.json has the optional packages of every platform', () => {
  const locked = new Set(Object.keys(packages).map((path) => path.split('node_modules/').at(-1)));
  const wanted = Object.values(packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  );
  expect(wanted.filter((name) => !locked.has(name))).toEqual([]);
});

test('package-lock.json has the packages of this repository as their manifests are', () => {
  const workspaces = Object.entries(packages).filter(([path]) =>
    /^(packages|apps)\/[^/]+$/.test(path),
  );
  const stale = workspaces.filter(([path, { version }]) => {
    const manifest = JSON.parse(readFileSync(`${path}/package.json`, 'utf8'));
    return manifest.version !== version;
  });
  expect(workspaces.length).toBeGreaterThan(5);
  expect(stale).toEqual([]);
});
