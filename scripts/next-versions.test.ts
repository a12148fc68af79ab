import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const manifests = ['packages', 'apps']
  .flatMap((parent) => readdirSync(parent).map((name) => join(parent, name, 'package.json')))
  .filter((file) => existsSync(file));

test('a minor of the core is a minor of every package, which then asks for it as its peer', () => {
  const folder = mkdtempSync(join(tmpdir(), 'nadir-version-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const file of [
    'package.json',
    'package-lock.json',
    '.changeset/config.json',
    ...manifests,
  ]) {
    cpSync(file, join(folder, file));
  }
  mkdirSync(join(folder, 'packages/core/src'));
  const note = "---\n'@nadir/core': minor\n---\n\nOptimizers can fly.\n";
  writeFileSync(join(folder, '.changeset', 'fly.md'), note);
  execFileSync('git', ['init', '--quiet'], { cwd: folder });

  execFileSync(process.execPath, [resolve('scripts/next-versions.mjs')], {
    cwd: folder,
    stdio: 'ignore',
  });

  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const before: string = JSON.parse(readFileSync('packages/core/package.json', 'utf8')).version;
  const [major, minor] = before.split('.').map(Number) as [number, number];
  const next = `${major}.${minor + 1}.0`;
  const versions = manifests.map((file) => JSON.parse(read(file)).version);
  expect(versions).toEqual(manifests.map(() => next));
  const { peerDependencies } = JSON.parse(read('packages/backend-cpu/package.json'));
  expect(peerDependencies['@nadir/core']).toBe(`^${next}`);
  expect(read('packages/core/src/version.ts')).toContain(`version = '${next}'`);
  expect(read('packages/core/CHANGELOG.md')).toContain('Optimizers can fly.');
});

test('the core knows its own version', () => {
  const { version } = JSON.parse(readFileSync('packages/core/package.json', 'utf8'));
  const source = readFileSync('packages/core/src/version.ts', 'utf8');
  expect(source).toContain(`version = '${version}'`);
});
