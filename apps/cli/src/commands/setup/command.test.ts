import { join } from 'node:path';
import { expect, it } from 'vitest';
import { fakeIo, Recorder, temporaryFolder } from '../../../test/fake-io.js';
import { FakeMachine } from '../../../test/fake-machine.js';
import { setupCommand } from './command.js';

it('tells on standard output how to use what it has provided', async () => {
  const cache = temporaryFolder();
  const io = fakeIo({ env: { NADIR_CACHE: cache } });
  expect(await setupCommand(['node'], io, new FakeMachine().run)).toBe(0);
  const folder = join(cache, 'tfjs-node/node_modules/@tensorflow/tfjs-node');
  expect(io.stdout.text).toBe(`
@tensorflow/tfjs-node 4.22.0 with TensorFlow 2.21.0
${folder}

  nadir train --backend tensorflow

In a project of your own, link it and import the shim before it:

  npm install @nadir/backend-node ${folder}

  import '@nadir/backend-node/shim';
  import * as tf from '@tensorflow/tfjs-node';
`);
});

it('quotes a path for the shell, and colours what to type in a terminal', async () => {
  const cache = join(temporaryFolder(), 'my files');
  const io = fakeIo({ env: { NADIR_CACHE: cache }, stdout: new Recorder(true) });
  await setupCommand(['node'], io, new FakeMachine().run);
  expect(io.stdout.text).toContain(`@nadir/backend-node "${cache}`);
  expect(io.stdout.text).toContain('\x1b[36mnadir train --backend tensorflow\x1b[39m');
});

it('stops when it is asked to, with status 130', async () => {
  const abort = new AbortController();
  const io = fakeIo({ env: { NADIR_CACHE: temporaryFolder() }, signal: abort.signal });
  const run = () => {
    abort.abort();
    return Promise.reject(abort.signal.reason);
  };
  expect(await setupCommand(['node'], io, run)).toBe(130);
  expect(io.stdout.text).toBe('');
  expect(io.stderr.text).toMatch(/npm installs .* … failed\nstopped; run it again to go on\n$/);
});

it('shows its help', async () => {
  const io = fakeIo();
  expect(await setupCommand(['--help'], io)).toBe(0);
  expect(io.stdout.text).toContain('nadir setup node');
  expect(io.stdout.text).toContain('NADIR_CACHE');
});
