// Loaded before the command by tests: breaks its file system as the environment asks.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const { FAULT_KILL_AT: killAt, FAULT_HANG_AT: hangAt, FAULT_FULL_BELOW: fullBelow } = process.env;

/** Does something before the n-th operation on the names of files, or on the disk itself. */
function before(n, act) {
  let count = 0;
  for (const name of ['mkdtempSync', 'fsyncSync', 'renameSync', 'rmSync', 'rmdirSync']) {
    const operation = fs[name];
    fs[name] = (...args) => {
      if (++count === n) act();
      return operation(...args);
    };
  }
}

const kill = () => process.kill(process.pid, 'SIGKILL');

/** Says so and blocks the thread for good, past anything that it could be told. */
function hang() {
  fs.writeSync(2, 'hangs\n');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

/** Makes the disk full for files below a folder that are written durably. */
function fillDisk(folder) {
  const { openSync } = fs;
  fs.openSync = (path, flags, ...others) => {
    if (flags === 'w' && String(path).startsWith(folder)) {
      throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    }
    return openSync(path, flags, ...others);
  };
}

if (!isMainThread) {
  if (killAt !== undefined) before(Number(killAt), kill);
  if (hangAt !== undefined) before(Number(hangAt), hang);
  if (fullBelow !== undefined) fillDisk(fullBelow);
  syncBuiltinESMExports();
}
