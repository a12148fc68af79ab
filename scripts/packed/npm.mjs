import { execFileSync } from 'node:child_process';

/** Runs npm, and returns what it prints if `options.encoding` is given. */
export function npm(args, options) {
  // On Windows npm is a .cmd file, which only a shell can start.
  return execFileSync('npm', args, { shell: process.platform === 'win32', ...options });
}
