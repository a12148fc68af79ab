// Makes a checkout ready: installs what package-lock.json asks for, unless that is installed
// already, then runs the turbo tasks named on the command line.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const stamp = 'node_modules/.nadir-installed';
const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  // Not `npm ci`: it refuses a lock file that was written where the registry lacks binaries for
  // other platforms. `--no-save` leaves package-lock.json as it is.
  run('npm', ['install', '--no-save', '--no-fund', '--no-audit', '--loglevel=error']);
  writeFileSync(stamp, wanted);
}

const tasks = process.argv.slice(2);
if (tasks.length > 0) {
  run('npx', [
    '--no-install',
    'turbo',
    'run',
    ...tasks,
    '--output-logs=errors-only',
    '--ui=stream',
  ]);
}

function run(command, args) {
  const result = spawnSync(command, args, {
    stdio: 'inherit',
    // On Windows npm and npx are .cmd files, which only a shell can start.
    shell: process.platform === 'win32',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
  });
  if (result.error) throw result.error;
  if (result.status !== 0) process.exit(result.status ?? 1);
}
