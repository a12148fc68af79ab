import { expect, it } from 'vitest';
import { causeOf } from './cause.js';

const reasonOf = (stderr: string) => causeOf({ stdout: '', stderr }).reason;

// As npm 11, node-gyp 12, pip 24, Python 3.11 and g++ 12 have written it, shortened.
it.each([
  [
    'npm without a name server',
    'npm error code ENOTFOUND\nnpm error syscall getaddrinfo\nnpm error network request to ' +
      'http://nowhere.invalid/x failed, reason: getaddrinfo ENOTFOUND nowhere.invalid',
    'no connection to nowhere.invalid',
  ],
  [
    'npm that is refused',
    'npm error code ECONNREFUSED\nnpm error FetchError: request to http://127.0.0.1:9/x failed',
    'no connection to 127.0.0.1',
  ],
  [
    'npm without the version',
    'npm error code ETARGET\nnpm error notarget No matching version found for x@9.9.9.\n' +
      'npm error notarget In most cases you are requesting a version that does not exist.',
    '"No matching version found for x@9.9.9."',
  ],
  [
    'the install script of tfjs-node',
    'node:events:502\n      throw er;\n\nError: getaddrinfo ENOTFOUND storage.googleapis.com\n    at x',
    'no connection to storage.googleapis.com',
  ],
  [
    'node-gyp without headers',
    'gyp http GET https://nodejs.org/download/release/v20.20.2/node-v20.20.2-headers.tar.gz\n' +
      'gyp ERR! stack is related to network connectivity. In most cases you are behind a proxy',
    'no connection to nodejs.org',
  ],
  [
    'node-gyp without make',
    'gyp ERR! build error\ngyp ERR! stack Error: not found: make\ngyp ERR! stack at x',
    '"not found: make"',
  ],
  [
    'a compiler',
    '../binding/tfjs_backend.cc:18:10: fatal error: tensorflow/c/c_api.h: No such file\nmake: *** [x] Error 1\ngyp ERR! stack Error: `make` failed with exit code: 2',
    '"tensorflow/c/c_api.h: No such file"',
  ],
  [
    'pip without a connection',
    "WARNING: Retrying after connection broken by 'NewConnectionError('<x>: Failed to establish')'\n" +
      'ERROR: No matching distribution found for tensorflow-cpu',
    'no connection',
  ],
  [
    'pip without a wheel',
    'ERROR: Could not find a version\nERROR: No matching distribution found for tensorflow-cpu',
    'no wheel of the version that is known',
  ],
  ['Python on a full disk', 'OSError: [Errno 28] No space left on device', 'a full disk'],
  ['npm in a folder of others', 'npm error code EACCES\nnpm error path /x', 'no permission'],
  ['a program that tells nothing known', 'one\ntwo\n\n', '"two"'],
  ['a silent program', '', 'a failure without a word'],
])('understands %s', (_, text, reason) => expect(reasonOf(text)).toBe(reason));
