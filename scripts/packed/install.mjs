import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { npm } from './npm.mjs';

/**
 * Makes a project beside the tarballs, with those of some packages installed and other packages beside them.
 *
 * @returns The folder of the project.
 * @throws {Error} when npm fails, or installs a package of ours more than once.
 */
export function install(folder, packed, others) {
  const project = join(folder, 'project');
  mkdirSync(project);
  const ours = packed.map(({ manifest, tarball }) => [
    manifest.name,
    `file:../${basename(tarball)}`,
  ]);
  const dependencies = { ...Object.fromEntries(ours), ...others };
  const manifest = { name: 'project', private: true, type: 'module', dependencies };
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest, null, 2));
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: 'inherit',
  });

  const installed = readdirSync(join(project, 'node_modules'), { recursive: true });
  const copies = installed.filter((path) => /node_modules[\\/]@nadir[\\/][\w-]+$/.test(path));
  if (copies.length > 0) throw new Error(`Installed more than once: ${copies.join(', ')}`);
  return project;
}
