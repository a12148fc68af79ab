import { join } from 'node:path';
import { type Backend, findBackend, registerBackend, unregisterBackend } from '@nadir/core';
import { registerBackend as registerTfjs, removeBackend, version } from '@tensorflow/tfjs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { FakeMachine } from '../../../test/fake-machine.js';
import { fakeTfjsNode } from '../../../test/fake-tfjs-node.js';
import { missing, provided } from '../../../test/provided.js';
import { loadBackend } from '../../backends/load.js';
import { programs } from '../../machine/programs.js';
import { describeInBrowser, examineBackend } from './backends.js';
import { tolerance } from './trial.js';

vi.mock('../../backends/load.js', { spy: true });

const run = programs(new AbortController().signal);

afterEach(() => {
  vi.restoreAllMocks();
  for (const name of ['cpu', 'wasm', 'tensorflow']) unregisterBackend(name);
});

describe('examineBackend', () => {
  it.each(['cpu', 'wasm'] as const)('tries %s with its adapter', async (name) => {
    const { difference, ...report } = await examineBackend(name, {}, run);
    expect(report).toEqual({
      name,
      state: 'works',
      version: '4.22.0',
      adapter: { registered: true },
      bits: 32,
    });
    expect(difference).toBeLessThanOrEqual(tolerance);
    expect(findBackend(name)?.name).toBe(name);
  });

  it('tries a backend whose adapter refuses, on ordinary ops', async () => {
    vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
    const report = await examineBackend('wasm', {}, run);
    expect(report).toMatchObject({ state: 'works', bits: 32 });
    expect(report.adapter).toEqual({
      registered: false,
      reason: expect.stringMatching(/^backend-wasm: got a JavaScript engine without WebAssembly/),
    });
  });

  it('finds a backend that computes something else', async () => {
    const idle: Backend = { name: 'cpu', compile: () => ({ run: () => ({}) }) };
    vi.mocked(loadBackend).mockResolvedValueOnce({
      version: '4.22.0',
      register: () => registerBackend(idle),
    });
    expect(await examineBackend('cpu', {}, run)).toMatchObject({
      state: 'fails',
      reason: 'six steps of AdamW differ from PyTorch by 2e-1',
      advice: 'Report it, with what `nadir doctor --json` prints.',
    });
  });

  it('finds a backend that does not load', async () => {
    vi.mocked(loadBackend).mockRejectedValueOnce(new Error('no such file'));
    const report = await examineBackend('wasm', {}, run);
    expect(report).toMatchObject({ name: 'wasm', state: 'fails', reason: 'no such file' });
    expect(report).not.toHaveProperty('version');
  });

  it('finds a backend that does not start', async () => {
    const factory = () => Promise.reject(new Error('no binary'));
    vi.mocked(loadBackend).mockImplementationOnce(async () => {
      removeBackend('wasm');
      registerTfjs('wasm', factory);
      return { version: '4.22.0', register: () => {} };
    });
    expect(await examineBackend('wasm', {}, run)).toMatchObject({
      state: 'fails',
      version: '4.22.0',
      reason: 'TensorFlow.js cannot start it',
    });
    removeBackend('wasm');
  });
});

describe('examineBackend with tensorflow', () => {
  it('says how to get it where there is none', async () => {
    const [project, cache] = [temporaryFolder(), temporaryFolder()];
    expect(await examineBackend('tensorflow', { NADIR_CACHE: cache }, run, project)).toEqual({
      name: 'tensorflow',
      state: 'missing',
      reason: `no tfjs-node beside ${project} or in ${join(cache, 'tfjs-node')}`,
      advice: 'Run `nadir setup node`.',
    });
  });

  it('survives one that ends the process', async () => {
    const project = temporaryFolder();
    const folder = fakeTfjsNode(project, '4.21.0', 'process.kill(process.pid, "SIGKILL")');
    expect(await examineBackend('tensorflow', {}, run, project)).toEqual({
      name: 'tensorflow',
      state: 'fails',
      folder,
      version: '4.21.0',
      reason: 'ended by SIGKILL',
      advice: 'Remove its folder and run `nadir setup node`.',
    });
  });

  it('tells the version of TensorFlow in it', async () => {
    vi.mocked(loadBackend).mockRejectedValueOnce(new Error('no op runs'));
    const project = temporaryFolder();
    fakeTfjsNode(project, '4.22.0');
    const machine = new FakeMachine({ 'node -e': () => ({ stdout: '\nTensorFlow 2.9.1\n' }) });
    expect(await examineBackend('tensorflow', {}, machine.run, project)).toMatchObject({
      state: 'fails',
      version: '4.22.0',
      tensorflow: '2.9.1',
      reason: 'no op runs',
    });
  });

  it('tries the one that is provided for the tests', async ({ skip }) => {
    if (provided === undefined) skip(missing);
    expect(await examineBackend('tensorflow', process.env, run)).toMatchObject({
      state: 'works',
      version: '4.22.0',
      tensorflow: expect.stringMatching(/^\d+\.\d+/),
      adapter: { registered: true },
      bits: 32,
    });
  });
});

it('tells of backends in browsers which version a page would use, and what to import', () => {
  const project = temporaryFolder();
  expect(describeInBrowser('webgl', project)).toEqual({
    name: 'webgl',
    state: 'browser',
    version: version['tfjs-backend-webgl'],
    reason: 'in browsers only',
    advice: 'Import @nadir/backend-webgl in a page, and register the adapter.',
  });
  const webgpu = describeInBrowser('webgpu', project);
  expect(webgpu).not.toHaveProperty('version');
  expect(webgpu.advice).toBe(
    'Import @nadir/backend-webgpu and @tensorflow/tfjs-backend-webgpu in a page, and register the ' +
      'adapter.',
  );
  // The packages of this repository have it.
  expect(describeInBrowser('webgpu')).toMatchObject({ version: '4.22.0' });
});
