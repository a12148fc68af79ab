import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchCall, Report } from '@nadir/bench';
import { NadirError } from '@nadir/core';
import { describe, expect, it } from 'vitest';
import { fakeIo, temporaryFolder } from '../../../test/fake-io.js';
import { benchCommand } from './command.js';

const report: Report = {
  date: '2026-11-24T00:00:00.000Z',
  machine: {
    ...{ cpu: 'a processor', cores: 2, memoryGB: 8, platform: 'linux x64', node: '20', v8: '11' },
    ...{ tfjs: '4.22.0', torch: undefined, page: undefined },
  },
  rounds: 3,
  skipped: [{ name: 'PyTorch on 1 thread', reason: 'none' }],
  results: [],
};

/** Runs the command on a machine with a browser and without tfjs-node; keeps what is to be measured. */
async function run(args: readonly string[], world: Parameters<typeof fakeIo>[0] = {}) {
  const env = { NADIR_CACHE: temporaryFolder(), NADIR_CHROMIUM: process.execPath };
  const io = fakeIo({ env, ...world });
  const calls: BenchCall[] = [];
  const status = await benchCommand(args, io, (call) => {
    calls.push(call);
    return Promise.resolve(report);
  });
  return { status, io, call: calls[0] };
}

describe('nadir bench', () => {
  it('measures everything wherever it can when nothing is asked for', async () => {
    const { status, call } = await run([]);
    expect(status).toBe(0);
    expect(call?.tasks.map(({ name }) => name)).toEqual([
      ...['small', 'medium', 'large', 'mlp', 'cnn', 'transformer'],
    ]);
    expect(call?.backends.filter((name) => name !== 'tensorflow')).toEqual([
      ...['cpu', 'wasm', 'webgl', 'webgpu'],
    ]);
    expect(call).toMatchObject({ rounds: 20, python: 'python3', browser: process.execPath });
  });

  it('takes tasks, backends, rounds and a browser', async () => {
    const args = ['--tasks', 'mlp,small', '--backends=wasm', '--rounds', '3', '--browser', 'b'];
    const { call } = await run(args);
    expect(call?.tasks.map(({ name }) => name)).toEqual(['small', 'mlp']);
    expect(call).toMatchObject({ backends: ['wasm'], rounds: 3, browser: 'b' });
  });

  it('starts no browser with --page', async () => {
    const { call } = await run(['--page']);
    expect(call?.browser).toBeUndefined();
    expect(call?.backends).toContain('webgpu');
  });

  it('prints a table, or JSON with --json, and writes --out', async () => {
    expect((await run([])).io.stdout.text).toContain('Left out: PyTorch on 1 thread. none');
    const { io } = await run(['--json']);
    expect(JSON.parse(io.stdout.text)).toMatchObject({ rounds: 3 });
    expect(io.stdout.text.split('\n')).toHaveLength(2);
    const file = join(temporaryFolder(), 'results.json');
    await run(['--out', file]);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ rounds: 3 });
  });

  it.each([
    [['--tasks', 'huge'], '--tasks: got "huge", expected some of small, medium'],
    [['--backends', 'metal'], '--backends: got "metal"'],
    [['--rounds', '0'], '--rounds: got "0", expected an integer from 1 to 10000'],
    [['small'], 'got the word "small", expected flags only'],
    [['--page', '--browser', 'x'], 'got --page and --browser, expected one of them'],
    [['--fast'], 'got the unknown flag --fast'],
  ])('refuses %j', async (args, message) => {
    await expect(run(args)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
    });
  });

  it('refuses a file that it could not write before it measures, and leaves none behind', async () => {
    const folder = temporaryFolder();
    const measured = () => expect.fail('it measures');
    const io = fakeIo({ env: { NADIR_CACHE: folder } });
    await expect(benchCommand(['--out', folder], io, measured)).rejects.toMatchObject({
      exitCode: 1,
      message: `--out: got ${folder} (a folder), expected a file to write. Choose another one.`,
    });
    const file = join(folder, 'results.json');
    const fails = () => Promise.reject(new NadirError('NADIR_DISAGREEMENT', 'x: got 1'));
    await expect(benchCommand(['--out', file], io, fails)).rejects.toMatchObject({ exitCode: 1 });
    expect(existsSync(file)).toBe(false);
  });

  it('says what is missing for a backend that it was asked for', async () => {
    const env = { NADIR_CACHE: temporaryFolder(), NADIR_CHROMIUM: '/no/browser' };
    await expect(run(['--backends', 'webgl'], { env })).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining('Name one with --browser, or write --page'),
    });
  });

  it('passes on that contenders disagree, and stops with status 130', async () => {
    const io = fakeIo({ env: { NADIR_CACHE: temporaryFolder() } });
    const disagree = () => Promise.reject(new NadirError('NADIR_DISAGREEMENT', 'x: got 1'));
    await expect(benchCommand([], io, disagree)).rejects.toMatchObject({
      exitCode: 1,
      message: 'nadir bench: x: got 1',
    });
    const abort = new AbortController();
    const stopped = fakeIo({ env: { NADIR_CACHE: temporaryFolder() }, signal: abort.signal });
    const stop = () => {
      abort.abort();
      return Promise.reject(abort.signal.reason);
    };
    expect(await benchCommand([], stopped, stop)).toBe(130);
  });
});
