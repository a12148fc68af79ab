import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFile } from '../../../test/fake-io.js';
import { FakeMachine } from '../../../test/fake-machine.js';
import { worldOf } from '../../../test/setup-world.js';
import { provide } from './provide.js';

describe('provide says what is missing, and what to do', () => {
  const failed = (stderr: string) => () => ({ end: 'failed' as const, stderr });
  const refusal = (message: string) => expect.objectContaining({ exitCode: 1, message });

  it.each<[string, ConstructorParameters<typeof FakeMachine>[0], string]>([
    [
      'npm',
      { 'npm ci': 'missing' },
      'got no npm on the PATH, expected it. Install the npm that comes with Node.js.',
    ],
    [
      'a registry',
      { 'npm ci': failed('npm error code ENOTFOUND\nnpm error errno ENOTFOUND\n') },
      'got no connection when npm installed @tensorflow/tfjs-node, expected the package. Check the ' +
        'network and its proxy.',
    ],
    [
      'python3 and its pip',
      { python3: 'missing' },
      'got no python3 and no pip of python3, expected what builds tfjs-node. Install what is ' +
        'missing: on Debian and Ubuntu `apt-get install python3-pip make g++`, on Fedora ' +
        '`dnf install python3-pip make gcc-c++`.',
    ],
    [
      'pip',
      { 'python3 -I -m pip': failed('/usr/bin/python3: No module named pip') },
      'got no pip of python3, expected what builds tfjs-node. Install what is missing: on Debian ' +
        'and Ubuntu `apt-get install python3-pip make g++`, on Fedora ' +
        '`dnf install python3-pip make gcc-c++`.',
    ],
    [
      'make and a compiler',
      { make: 'missing', 'g++': 'missing' },
      'got no make and no compiler g++, expected what builds tfjs-node. Install what is missing: on ' +
        'Debian and Ubuntu `apt-get install python3-pip make g++`, on Fedora ' +
        '`dnf install python3-pip make gcc-c++`.',
    ],
    [
      'a wheel',
      {
        'python3 -I -m pip download': failed(
          'ERROR: No matching distribution found for tensorflow-cpu',
        ),
      },
      'got no wheel of the version that is known when pip downloaded tensorflow-cpu, expected the ' +
        'wheel. See that the index of pip has the files of PyPI.',
    ],
    [
      'the known wheel',
      {
        'python3 -I -m pip download': failed(
          'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.',
        ),
      },
      'got a file that is not the known one when pip downloaded tensorflow-cpu, expected the wheel. ' +
        'Somebody has changed it on its way or at its place: find out who before you try again.',
    ],
    [
      'the known packages',
      { 'npm ci': failed('npm error code EINTEGRITY\nnpm error sha512-…') },
      'got a file that is not the known one when npm installed @tensorflow/tfjs-node, expected the package. ' +
        'Somebody has changed it on its way or at its place: find out who before you try again.',
    ],
    [
      'room for the wheel',
      { 'python3 -I -m zipfile': failed('OSError: [Errno 28] No space left on device') },
      'got a full disk when python3 unpacked tensorflow_cpu-2.21.0-cp311-cp311-linux.whl, expected ' +
        'the wheel. Free 2 GB, or set NADIR_CACHE to a folder on another disk.',
    ],
    [
      'a fitting compiler',
      { 'npm run build-addon-from-source': failed("a.cc:1:2: error: 'optional' is not in std") },
      'got "\'optional\' is not in std" when npm built the binding, expected it to compile. Run it ' +
        'with --debug to see all that it wrote.',
    ],
  ])('%s', async (_, changes, message) => {
    const world = worldOf(new FakeMachine(changes));
    await expect(provide(world)).rejects.toThrow(refusal(`nadir setup node: ${message}`));
    expect(world.io.stderr.text).toMatch(/ … failed\n$/);
  });

  it('libtensorflow, where it cannot be built', async () => {
    const world = worldOf(new FakeMachine(), { platform: 'darwin', allowUnverified: true });
    await expect(provide(world)).rejects.toThrow(
      refusal(
        'nadir setup node: got no connection to storage.googleapis.com from the install script of ' +
          '@tensorflow/tfjs-node, expected libtensorflow; Nadir builds on Linux for x64 only. ' +
          'Check the network, or set TFJS_NODE_CDN_STORAGE to a mirror.',
      ),
    );
  });

  it('a binding that works', async () => {
    const world = worldOf(new FakeMachine({ 'node -e': failed('ended by SIGILL') }));
    await expect(provide(world)).rejects.toThrow(
      refusal(
        'nadir setup node: got a binding that does not work (ended by SIGILL), expected one that ' +
          `adds 1 and 1. Delete ${world.cache} and run it again; if that does not help, report it.`,
      ),
    );
  });

  it('a folder to write to, without running anything', async () => {
    const machine = new FakeMachine();
    const cache = join(temporaryFile('file', ''), 'tfjs-node');
    await expect(provide(worldOf(machine, { cache }))).rejects.toThrow(
      refusal(
        `nadir setup node: got ${cache}, where nothing can be written (a file where the path needs ` +
          'a folder), expected a folder to write to. Set NADIR_CACHE to another one.',
      ),
    );
    expect(machine.ran).toEqual([]);
  });

  // Node 20 never returns from a recursive mkdir there.
  it.runIf(process.platform === 'linux')('a folder where the system makes none', async () => {
    const cache = '/proc/nadir/tfjs-node';
    await expect(provide(worldOf(new FakeMachine(), { cache }))).rejects.toThrow(
      refusal(
        `nadir setup node: got ${cache}, where nothing can be written (the system makes no folder ` +
          'there), expected a folder to write to. Set NADIR_CACHE to another one.',
      ),
    );
  });
});
