import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Compiles a program against the packages installed in a project and runs it on the backends there.
 *
 * @throws {Error} when TypeScript finds something wrong in the program or in declarations of ours, or it fails.
 */
export function runProgram(project, packed) {
  cpSync(fileURLToPath(new URL('program', import.meta.url)), project, { recursive: true });
  writeFileSync(join(project, 'all.ts'), importsOf(packed));
  const names = new Set(packed.map(({ manifest }) => manifest.name));
  const backends = ['cpu', 'wasm'].filter((backend) => names.has(`@nadir/backend-${backend}`));
  if (!backends.includes('wasm')) rmSync(join(project, 'wasm.ts'));

  compile(project);
  for (const name of ['all', ...backends]) {
    execFileSync(process.execPath, [join('out', `${name}.js`)], { cwd: project, stdio: 'inherit' });
  }
}

/** Trains by the command line, if it is installed. */
export function runCommand(project, packed) {
  for (const { manifest } of packed) {
    for (const file of Object.values(manifest.bin ?? {})) {
      const script = join('node_modules', manifest.name, file);
      const args = ['train', '--problem', 'moons', '--epochs', '1', '--json'];
      execFileSync(process.execPath, [script, ...args], { cwd: project, stdio: 'inherit' });
    }
  }
}

/** A module with everything that the packages export; types alone of those that run inside vitest only. */
function importsOf(packed) {
  const lines = packed.flatMap(({ manifest: { name, exports = {}, peerDependencies } }) => {
    const kind = peerDependencies?.vitest === undefined ? 'export' : 'export type';
    const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
    return entries.map((entry) => [kind, `${name}${entry.slice(1)}`]);
  });
  return lines.map(([kind, path], i) => `${kind} * as module${i} from '${path}';\n`).join('');
}

/** Compiles the project. What is wrong in declarations of others, TensorFlow.js among them, does not count. */
function compile(project) {
  const compiler = join(project, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, stderr } = spawnSync(process.execPath, [compiler, '--pretty', 'false'], {
    cwd: project,
    encoding: 'utf8',
  });
  const errors = stdout
    .split('\n')
    .filter((line) => line.includes('error TS') && !/^node_modules\/(?!@nadir\/)/.test(line));
  if (errors.length > 0 || stderr !== '') throw new Error([...errors, stderr].join('\n'));
}
