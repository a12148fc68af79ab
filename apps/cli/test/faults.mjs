// Loaded before the command by tests: breaks its file system as the environment asks.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const {
  FAULT_KILL_AT: killAt,
  FAULT_HANG_AT: hangAt,
  FAULT_FULL_BELOW: fullBelow,
  FAULT_FULL_AT: fullAt = '1',
} = process.env;

/** Does something before the n-th operation on the names of files, or on the disk itself. */
function before(n, act) {
  let count = 0;
  const guard = (api, names) => {
    for (const name of names) {
      const operation = api[name];
      api[name] = (...args) => {
        if (++count === n) act();
        return operation(...args);
      };
    }
  };
  guard(fs, ['mkdtempSync', 'fsyncSync', 'renameSync', 'rmSync', 'rmdirSync']);
  guard(fs.promises, ['open', 'rename', 'rm']);
}

const kill = () => process.kill(process.pid, 'SIGKILL');

/** Says so and blocks the thread for good, past anything that it could be told. */
function hang() {
  fs.writeSync(2, 'hangs\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Makes the disk full for files below a folder, from the n-th on that is opened to be written. */
function fillDisk(folder, n) {
  let count = 0;
  const guard = (api, name) => {
    const open = api[name];
    api[name] = (path, flags, ...others) => {
      if (/^[wa]/.test(flags) && String(path).startsWith(folder) && ++count >= n) {
        const error = { code: 'ENOSPC', syscall: 'open' };
        throw Object.assign(new Error('no space left on device'), error);
      }
      return open(path, flags, ...others);
    };
  };
  guard(fs, 'openSync');
  guard(fs.promises, 'open');
}

if (!isMainThread) {
  if (killAt !== undefined) before(Number(killAt), kill);
  if (hangAt !== undefined) before(Number(hangAt), hang);
  if (fullBelow !== undefined) fillDisk(fullBelow, Number(fullAt));
  syncBuiltinESMExports();
}
