import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

type Ranges = Readonly<Record<string, string>>;

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly dependencies?: Ranges;
  readonly devDependencies?: Ranges;
  readonly peerDependencies?: Ranges;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly [field: string]: unknown;
}

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** The packages of this repository, by their folder. */
const packages = ['packages', 'apps']
  .flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`))
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => [folder, manifestIn(folder)] as const);

const published = packages.filter(([, manifest]) => manifest.private !== true);

/** A library lets the program around it choose TensorFlow.js; a program such as the command line brings its own. */
const isProgram = ({ dependencies = {} }: Manifest) => '@tensorflow/tfjs' in dependencies;
const libraries = published.filter(([, manifest]) => !isProgram(manifest));

const repository = 'https://github.com/nadir-js/nadir';
const node = '^20.19.0 || >=22.12.0';
/** A range takes the prereleases of a version only if it names one. */
const tfjs = '^4.20.0 || ^4.23.0-rc.0';

test('there are packages to look at', () => {
  expect(libraries.length).toBeGreaterThan(5);
});

describe.each(packages)('%s', (_, manifest) => {
  test('has the version of all others, and takes others in that version', () => {
    const { version } = manifestIn('packages/core');
    const { dependencies, devDependencies, peerDependencies } = manifest;
    const ranges = [dependencies, devDependencies, peerDependencies]
      .flatMap((all) => Object.entries(all ?? {}))
      .filter(([name]) => name.startsWith('@nadir/'));
    expect(manifest.version).toBe(version);
    expect(ranges).toEqual(ranges.map(([name]) => [name, `^${version}`]));
  });

  test('supports the versions of Node.js that the repository does', () => {
    expect(manifest.engines).toEqual({ node });
    expect(manifestIn('.').engines).toEqual({ node });
  });
});

describe.each(published)('%s', (folder, manifest) => {
  test('says what it is, who made it and where it is kept', () => {
    expect(manifest).toMatchObject({
      description: expect.stringMatching(/\.$/),
      license: expect.stringContaining('Apache-2.0'),
      author: 'The Nadir authors',
      homepage: `${repository}/tree/main/${folder}#readme`,
      bugs: `${repository}/issues`,
      repository: { type: 'git', url: `git+${repository}.git`, directory: folder },
      publishConfig: { access: 'public' },
    });
    expect(manifest.keywords).toEqual(expect.arrayContaining(['tensorflow', 'machine-learning']));
    expect(existsSync(join(folder, 'README.md'))).toBe(true);
  });

  test('ships what was built and its changelog, not its source', () => {
    const { files = [], exports } = manifest;
    expect(files).toEqual(expect.arrayContaining(['dist', '!dist/.tsbuildinfo', 'CHANGELOG.md']));
    expect(files).not.toContain('src');
    // Scripts that other programs run are shipped as they are.
    const scripts = files.filter((file) => file.startsWith('src/'));
    expect(scripts.filter((file) => !existsSync(join(folder, file)))).toEqual([]);
    if (exports !== undefined) expect(exports['./package.json']).toBe('./package.json');
  });

  test('declares every package that it imports', () => {
    const { dependencies, peerDependencies } = manifest;
    const declared = new Set(Object.keys({ ...dependencies, ...peerDependencies }));
    declared.add(manifest.name);
    const imported = new Set(sourcesIn(join(folder, 'src')).flatMap(packagesImportedBy));
    expect([...imported].filter((name) => !declared.has(name))).toEqual([]);
  });

  test('gives its dependencies the peers they ask for', () => {
    const { dependencies = {}, peerDependencies } = manifest;
    const provided = { ...dependencies, ...peerDependencies };
    const missing = Object.keys(dependencies).flatMap((name) => {
      const nested = join(folder, 'node_modules', name);
      const { peerDependencies: asked = {}, peerDependenciesMeta: meta = {} } = manifestIn(
        existsSync(nested) ? nested : join('node_modules', name),
      );
      const required = Object.keys(asked).filter((peer) => meta[peer]?.optional !== true);
      return required.filter((peer) => !(peer in provided)).map((peer) => `${peer} for ${name}`);
    });
    expect(missing).toEqual([]);
  });
});

describe.each(libraries)('%s', (_, manifest) => {
  const { dependencies = {}, devDependencies = {}, peerDependencies = {} } = manifest;

  test('takes the core and TensorFlow.js as peers, so that a program has one copy of each', () => {
    const owned = Object.keys(dependencies);
    expect(owned.filter((name) => name === '@nadir/core' || isTfjs(name))).toEqual([]);
    const peers = Object.entries(peerDependencies).filter(([name]) => isTfjs(name));
    expect(peers).toEqual(peers.map(([name]) => [name, tfjs]));
  });

  // Builds run in the order of dependencies, to which peers do not belong.
  test('has its peers of this repository as development dependencies', () => {
    const peers = Object.entries(peerDependencies).filter(([name]) => name.startsWith('@nadir/'));
    expect(devDependencies).toMatchObject(Object.fromEntries(peers));
  });
});

function isTfjs(name: string): boolean {
  return name.startsWith('@tensorflow/');
}

/** Source files that are built into the package. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(folder, file));
}

/** Packages that a source file imports. Imports of types count: declarations keep them. */
function packagesImportedBy(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'));
}
