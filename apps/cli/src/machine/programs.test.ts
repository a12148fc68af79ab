import { realpathSync } from 'node:fs';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../test/fake-io.js';
import { ownFolder } from './packages.js';
import { programs } from './programs.js';

const run = programs(new AbortController().signal);
const node = (script: string, options = {}) => run(process.execPath, ['-e', script], options);

it('returns what a program wrote, and how it ended', async () => {
  const script =
    'console.log("ä"); console.error("b"); process.exitCode = Number(process.env.CODE)';
  const written = { stdout: 'ä\n', stderr: 'b\n' };
  expect(await node(script, { env: { CODE: '0' } })).toEqual({ end: 'done', ...written });
  expect(await node(script, { env: { CODE: '3' } })).toEqual({ end: 'failed', ...written });
});

it('runs it in a folder, with the environment of this process beside what is given', async () => {
  const cwd = realpathSync(temporaryFolder());
  const script = 'console.log(process.cwd(), process.env.PATH === undefined, process.env.MORE)';
  const { stdout } = await node(script, { cwd, env: { MORE: 'm' } });
  expect(stdout).toBe(`${cwd} false m\n`);
});

it('runs it in the folder of this command where none is given, whatever the current one is', async () => {
  const before = process.cwd();
  process.chdir(temporaryFolder());
  try {
    expect((await node('console.log(process.cwd())')).stdout).toBe(`${realpathSync(ownFolder)}\n`);
  } finally {
    process.chdir(before);
  }
});

it('tells a program that is missing from one that is killed', async () => {
  expect(await run('nadir-no-such-program', [])).toEqual({
    end: 'missing',
    stdout: '',
    stderr: '',
  });
  const killed = await node('process.kill(process.pid, "SIGKILL")');
  expect(killed.end).toBe('failed');
  expect(killed.stderr).toContain('SIGKILL');
});

it('stops a program when it is asked to', async () => {
  const abort = new AbortController();
  const stopped = programs(abort.signal)(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  abort.abort();
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));
});
