import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What this program reads of its own `package.json`. */
interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  /** What its own tests use. */
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * The folder of this program. What is loaded or run is looked for from here on: the folder that a person happens to be in
 * may be anyone's.
 */
export const ownFolder = fileURLToPath(new URL('../..', import.meta.url));

/** The `package.json` of this program. */
export const manifest = JSON.parse(
  readFileSync(join(ownFolder, 'package.json'), 'utf8'),
) as Manifest;

/** Versions of the packages of Nadir and TensorFlow.js that this program uses, by name. */
export function packageVersions(): Readonly<Record<string, string>> {
  const names = [...Object.keys(manifest.dependencies), '@tensorflow/tfjs-core']
    .filter((name) => /^@(nadir|tensorflow)\//.test(name))
    .sort();
  const versions = names.map((name) => [name, versionOf(name) ?? 'missing']);
  return { [manifest.name]: manifest.version, ...Object.fromEntries(versions) };
}

/** Version of a package where Node.js would find it. Its `exports` need not show its manifest. */
function versionOf(name: string): string | undefined {
  let folder = ownFolder;
  while (true) {
    const file = join(folder, 'node_modules', name, 'package.json');
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')).version;
    if (dirname(folder) === folder) return undefined;
    folder = dirname(folder);
  }
}
