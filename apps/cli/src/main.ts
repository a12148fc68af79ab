// A command runs in a thread of its own. The main thread listens to signals, which reach no other: so a second Ctrl-C
// ends the program in the middle of a step, however long that takes.
import { constants } from 'node:os';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { interruptedStatus } from './shell/errors.js';
import type { FromThread, ThreadStart, ToThread } from './shell/thread.js';

/** npm passes on to a program the Ctrl-C that the terminal has sent it already. */
const samePressMs = 300;

const { stdout, stderr } = process;

const thread = new Worker(new URL('./command-thread.js', import.meta.url), {
  workerData: {
    argv: process.argv.slice(2),
    stdout: { isTTY: stdout.isTTY, columns: stdout.columns },
    stderr: { isTTY: stderr.isTTY, columns: stderr.columns },
  } satisfies ThreadStart,
  // TensorFlow reads variables of the process.
  env: SHARE_ENV,
});
const tell = (message: ToThread) => thread.postMessage(message);

let stopped: { readonly by: NodeJS.Signals; readonly at: number } | undefined;

function stop(signal: NodeJS.Signals): void {
  if (stopped === undefined) {
    stopped = { by: signal, at: performance.now() };
    tell({ stop: true });
  } else if (signal === 'SIGINT' && performance.now() - stopped.at > samePressMs) {
    process.off('SIGINT', stop);
    process.kill(process.pid, 'SIGINT');
  }
}

// A terminal that is closed sends SIGHUP more than once, so only Ctrl-C is counted.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);

// Started by another program of Nadir, it has nobody to work for once that is gone. Its checkpoints stay.
const orphaned = () => process.exit(1);
process.once('disconnect', orphaned);
// It may be gone already: loading this file has taken a while.
if (process.send !== undefined && !process.connected) orphaned();
process.channel?.unref();

for (const output of [stdout, stderr]) {
  output.on('resize', () => {
    tell({ resized: { stdout: stdout.columns, stderr: stderr.columns } });
  });
}

stdout.on('error', (error: NodeJS.ErrnoException) => {
  // A reader such as `head` may leave early; that is no failure of ours.
  if (error.code === 'EPIPE') process.exit(0);
  stderr.write(`nadir: got ${error.message} for the standard output, expected a place for it.\n`);
  process.exitCode = 1;
});

// Nobody may be there to read of the progress, or the disk with it may be full; the work goes on.
stderr.on('error', () => {});

thread.on('message', (message: FromThread) => {
  if ('stdout' in message) stdout.write(message.stdout);
  else if ('stderr' in message) stderr.write(message.stderr);
  else process.exitCode ||= statusOf(message.status);
});

thread.on('error', (error) => {
  stderr.write(`nadir: got an unexpected error (${error.message}), expected none. Report it.\n`);
  process.exitCode = 1;
});

/** A program that a signal has stopped ends with 128 and the number of that. */
function statusOf(status: number): number {
  if (status !== interruptedStatus || stopped === undefined) return status;
  return 128 + constants.signals[stopped.by];
}
