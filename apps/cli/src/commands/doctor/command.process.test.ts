import { beforeEach, expect, it, vi } from 'vitest';
import { fakeIo, Recorder, temporaryFolder } from '../../../test/fake-io.js';
import { FakeMachine } from '../../../test/fake-machine.js';
import { loadBackend } from '../../backends/load.js';
import { doctorCommand } from './command.js';
import type { Diagnosis } from './examine.js';

vi.mock('../../backends/load.js', { spy: true });
beforeEach(() => vi.restoreAllMocks());

/** A machine with PyTorch, and without tfjs-node unless the checkout has one. */
const doctor = (args: readonly string[], world: Parameters<typeof fakeIo>[0] = {}) => {
  const { run } = new FakeMachine({ 'python3 -I -c': () => ({ stdout: '3.11.7\n2.13.0\n' }) });
  const io = fakeIo({ env: { NADIR_CACHE: temporaryFolder() }, ...world });
  return doctorCommand(args, io, run).then((status) => ({ status, io }));
};

it('prints one line of JSON with --json, and nothing else', async () => {
  const { status, io } = await doctor(['--json']);
  expect({ status, stderr: io.stderr.text }).toEqual({ status: 0, stderr: '' });
  expect(io.stdout.text.split('\n')).toHaveLength(2);
  const diagnosis = JSON.parse(io.stdout.text) as Diagnosis;
  expect(diagnosis.ok).toBe(true);
  expect(diagnosis.backends.map(({ name }) => name)).toEqual([
    ...['cpu', 'wasm', 'tensorflow', 'webgl', 'webgpu'],
  ]);
  expect(diagnosis.python).toEqual({ command: 'python3', version: '3.11.7', torch: '2.13.0' });
});

it('prints a table, in colours only in a terminal', async () => {
  const { io } = await doctor([]);
  expect(io.stdout.text).toMatch(/✓ cpu +4\.22\.0 +registered +float32 +as PyTorch/);
  expect(io.stdout.text + io.stderr.text).not.toContain('\x1b');
  const terminal = () => ({ stdout: new Recorder(true, 60), stderr: new Recorder(true) });
  const coloured = await doctor([], terminal());
  expect(coloured.io.stdout.text).toContain('\x1b[32m✓');
  // One line, redrawn and in the end erased.
  const drawn = coloured.io.stderr.text.split('\r');
  expect(drawn.slice(0, 2)).toEqual(['', 'trying cpu …\x1b[K']);
  expect(drawn.at(-1)).toBe('\x1b[K');
  expect(coloured.io.stderr.text).not.toContain('\n');
  const env = { NADIR_CACHE: temporaryFolder(), NO_COLOR: '1' };
  const plain = await doctor([], { ...terminal(), env });
  expect(plain.io.stdout.text).not.toContain('\x1b');
});

it('ends with status 1 when the backend cpu fails', async () => {
  vi.mocked(loadBackend).mockRejectedValueOnce(new Error('no kernels'));
  const { status, io } = await doctor([]);
  expect(status).toBe(1);
  expect(io.stdout.text).toMatch(/✗ cpu +none +no kernels/);
  expect(io.stdout.text).toContain('nadir train does not run here');
});

it('stops when it is asked to, with status 130', async () => {
  const abort = new AbortController();
  const io = fakeIo({ env: { NADIR_CACHE: temporaryFolder() }, signal: abort.signal });
  const run = () => {
    abort.abort();
    return Promise.reject(abort.signal.reason);
  };
  expect(await doctorCommand([], io, run)).toBe(130);
  expect(io.stdout.text).toBe('');
});

it('shows its help', async () => {
  const { status, io } = await doctor(['--help']);
  expect(status).toBe(0);
  expect(io.stdout.text).toContain('--json');
});
