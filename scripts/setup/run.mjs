// Runs a program of npm or the system, and tells whether it succeeded.
import { spawnSync } from 'node:child_process';

export function run([command, ...args], { stdout = 'inherit' } = {}) {
  const { error, status } = spawnSync(command, args, {
    stdio: ['inherit', stdout, 'inherit'],
    // On Windows npm and npx are .cmd files, which only a shell can start.
    shell: process.platform === 'win32',
    env: {
      ...process.env,
      DEBIAN_FRONTEND: 'noninteractive',
      DO_NOT_TRACK: '1',
      TURBO_TELEMETRY_DISABLED: '1',
    },
  });
  if (error) console.error(`${command}: ${error.message}`);
  return status === 0;
}
