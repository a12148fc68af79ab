import { spawn } from 'node:child_process';
import { ownFolder } from './packages.js';

/** How a program ended. */
export interface Finished {
  /** `missing`: there is no such program. */
  readonly end: 'done' | 'failed' | 'missing';
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a program to its end; rejects only when it is stopped.
 *
 * @param options.cwd Where it runs. Default: the folder of this program, since what is in the one that a person happens to be in could take
 * part in it.
 */
export type RunProgram = (
  command: string,
  args: readonly string[],
  options?: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
) => Promise<Finished>;

/** Characters kept of what a program writes: the end of it. */
const limit = 200_000;

/** Runs programs of this machine, with nothing to read, until the signal stops them. */
export const programs =
  (signal: AbortSignal): RunProgram =>
  (command, args, { cwd = ownFolder, env } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        cwd,
        env: { ...process.env, ...env },
        signal,
        // On Windows npm is a .cmd file, which only a shell can start.
        shell: process.platform === 'win32' && command === 'npm',
      });
      const text = { stdout: '', stderr: '' };
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].setEncoding('utf8').on('data', (chunk: string) => {
          text[name] = (text[name] + chunk).slice(-limit);
        });
      }
      child.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') resolve({ end: 'missing', ...text });
        else reject(error);
      });
      child.once('close', (status, killed) => {
        const end = status === 0 ? 'done' : 'failed';
        if (killed !== null) text.stderr += `\nended by ${killed}`;
        resolve({ end, ...text });
      });
    });
