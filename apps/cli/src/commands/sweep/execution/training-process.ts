import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

/** How a process ended, and what it wrote. */
export interface Ended {
  /** Exit status; `null` where a signal has ended it. */
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** The last line of its standard error. */
  readonly message: string;
}

/** Milliseconds in which a process that is asked to stop writes its last checkpoint. */
const graceMs = 4000;

/** Characters of the standard error that are kept: enough for any message. */
const keptCharacters = 8192;

const program = fileURLToPath(new URL('../../../main.js', import.meta.url));

/**
 * Runs this program in a process of its own, which ends when this one does, however that ends.
 *
 * @param signal Asks it to stop after the step that is under way.
 */
export function runProgram(args: readonly string[], signal: AbortSignal): Promise<Ended> {
  // By the channel between them the child knows when this process is gone.
  const child = fork(program, args, {
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    text.stdout += chunk;
  });
  child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    text.stderr = (text.stderr + chunk).slice(-keptCharacters);
  });
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    child.kill('SIGTERM');
    timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return new Promise<Ended>((done, fail) => {
    child.once('error', fail);
    child.once('close', (status, ending) => {
      const lines = stripVTControlCharacters(text.stderr).trimEnd().split('\n');
      done({ status, signal: ending, stdout: text.stdout, message: lines.at(-1) ?? '' });
    });
  }).finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  });
}
