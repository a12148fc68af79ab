import { main } from './cli.js';

const abort = new AbortController();

// The first signal asks the training to save and stop; the second finds no handler and kills.
process.once('SIGINT', () => abort.abort());

// A reader such as `head` may leave early; that is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

// Nobody may be there to read of the progress; the work goes on.
process.stderr.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  now: () => performance.now(),
  signal: abort.signal,
  env: process.env,
});
