import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { npm } from './npm.mjs';

/**
 * Packs every package that is published and looks into the tarballs.
 *
 * @returns For each its manifest, its folder here, its tarball, and the size of that in bytes.
 * @throws {Error} when a tarball lacks a file that it should have, or has one that it should not.
 */
export function packAll(destination) {
  const printed = npm(['pack', '--workspaces', '--json', '--pack-destination', destination], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  });
  const packages = readPackages();
  const packed = JSON.parse(printed).flatMap(({ name, filename, files, size }) => {
    const { folder, manifest } = packages.get(name);
    if (manifest.private === true) return [];
    const paths = new Set(files.map(({ path }) => path));
    return [{ folder, manifest, tarball: join(destination, filename), size, paths }];
  });
  const problems = packed.flatMap(problemsOf);
  if (problems.length > 0) throw new Error(`Tarballs have problems:\n${problems.join('\n')}`);
  return packed;
}

/** Packages of this repository by name. */
function readPackages() {
  const folders = ['packages', 'apps'].flatMap((parent) =>
    readdirSync(parent).map((name) => join(parent, name)),
  );
  const found = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      return [manifest.name, { folder, manifest }];
    });
  return new Map(found);
}

function problemsOf({ folder, manifest, paths }) {
  const wanted = [
    ...['LICENSE', 'README.md'],
    ...Object.values(manifest.bin ?? {}),
    ...Object.values(manifest.exports ?? {}).flatMap(targetsOf),
    ...[...paths].flatMap((path) => filesReadBy(folder, path)),
  ].map((path) => posix.normalize(path));
  const missing = wanted.filter((path) => !paths.has(path));
  const empty = (manifest.files ?? []).filter(
    (entry) => !/^!|^CHANGELOG/.test(entry) && ![...paths].some((path) => path.startsWith(entry)),
  );
  const strange = [...paths].filter((path) => /\.map$|\.test\.|\.tsbuildinfo$/.test(path));
  const stale = [...paths].filter((path) => isStale(folder, path));
  return [
    ...missing.map((path) => `${manifest.name} lacks ${path}`),
    ...empty.map((entry) => `${manifest.name} has nothing of \`${entry}\` in \`files\``),
    ...strange.map((path) => `${manifest.name} should not have ${path}`),
    ...stale.map((path) => `${manifest.name} has ${path} of an earlier build; delete dist`),
  ];
}

/** Files that an entry of `exports` names; sources stay in this repository. */
function targetsOf(entry) {
  return typeof entry === 'string' ? [entry] : [entry.types, entry.default];
}

/** Files beside a script that it finds by its own URL. */
function filesReadBy(folder, path) {
  if (!path.endsWith('.js')) return [];
  const code = readFileSync(join(folder, path), 'utf8');
  return [...code.matchAll(/new URL\('(\.[^']*\.\w+)', import\.meta\.url\)/g)].map(([, file]) =>
    posix.join(posix.dirname(path), file),
  );
}

function isStale(folder, path) {
  const [, name] = /^dist\/(.*)\.js$/.exec(path) ?? [];
  return name !== undefined && !existsSync(join(folder, 'src', `${name}.ts`));
}
