import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { main } from './cli.js';
import type { Output } from './shell/io.js';
import type { FromThread, ThreadStart, ToThread } from './shell/thread.js';

const { argv, ...outputs } = workerData as ThreadStart;
const port = parentPort as MessagePort;
const tell = (message: FromThread) => port.postMessage(message);

const columns = { stdout: outputs.stdout.columns, stderr: outputs.stderr.columns };
const output = (name: 'stdout' | 'stderr'): Output => ({
  write: (text) => tell(name === 'stdout' ? { stdout: text } : { stderr: text }),
  isTTY: outputs[name].isTTY === true,
  get columns() {
    return columns[name];
  },
});

const abort = new AbortController();
port.on('message', (message: ToThread) => {
  if ('stop' in message) abort.abort();
  else Object.assign(columns, message.resized);
});

const status = await main(argv, {
  stdout: output('stdout'),
  stderr: output('stderr'),
  now: () => performance.now(),
  signal: abort.signal,
  env: process.env,
});
tell({ status });
port.close();
