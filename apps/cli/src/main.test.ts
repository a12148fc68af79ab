import { cpSync, existsSync, openSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../test/fake-io.js';
import { buildProgram, type StartOptions } from '../test/program.js';
import { useBackend } from './backends/load.js';
import { loadRun } from './run/load.js';

let nadir: Awaited<ReturnType<typeof buildProgram>>;
beforeAll(async () => {
  nadir = await buildProgram();
  await useBackend('cpu', { env: {}, stderr: { write: () => {} } });
});

const small = ['train', '--problem', 'xor', '--hidden', '4', '--epochs', '1', '--seed'];
const long = ['train', '--problem', 'xor', '--hidden', '4', '--epochs', '200', '--patience', '0'];
const names = ['config.json', 'metrics.jsonl', 'model.safetensors', 'report.svg'];
const faults = (env: Record<string, string>): StartOptions => ({
  env: { ...env, NODE_OPTIONS: `--import ${pathToFileURL('apps/cli/test/faults.mjs')}` },
});

/** The files of a run that are in a folder, with what is in them. */
function filesOf(folder: string): Record<string, string> {
  const files = names.filter((name) => existsSync(join(folder, name)));
  return Object.fromEntries(
    files.map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  );
}

/** All that is in a folder of files. */
function contentsOf(folder: string): Record<string, string> {
  expect(readdirSync(folder).sort()).toEqual(names);
  return filesOf(folder);
}

/** Trains the run of a seed, and returns its files. */
async function trained(out: string, seed: number, ...flags: string[]) {
  const args = [...small, String(seed), '--out', out, ...flags];
  expect(await nadir(args).ended).toMatchObject({ status: 0 });
  return contentsOf(out);
}

/** The seed of the run in a folder, whose model is that of the seed. */
async function seedOf(
  out: string,
  runs: Readonly<Record<number, Record<string, string>>>,
): Promise<number> {
  const { config, model } = await loadRun(out);
  const weights = model.parameters().map((weight) => weight.dataSync());
  model.dispose();
  for (const { buffer, byteOffset, byteLength } of weights) {
    const bytes = Buffer.from(buffer, byteOffset, byteLength).toString('latin1');
    expect(runs[config.seed]?.['model.safetensors']).toContain(bytes);
  }
  return config.seed;
}

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends a training after its step', async (signal, status) => {
    const out = join(temporaryFolder(), 'run');
    const { child, ended, stderrMatches } = nadir([...long, '--out', out]);
    await stderrMatches(/^epoch/m);
    child.kill(signal);
    expect(await ended).toMatchObject({ status });
    expect((await ended).stderr).toMatch(/stopped after \d+ of 2200 steps; go on by nadir resume/);
    expect(readdirSync(out)).toEqual(['training']);
  });

  test('that comes twice by one press of Ctrl-C counts once', async () => {
    const out = join(temporaryFolder(), 'run');
    const { child, ended, stderrMatches } = nadir([...long, '--out', out]);
    await stderrMatches(/^epoch/m);
    child.kill('SIGINT');
    await pause(10);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ status: 130 });
    expect(readdirSync(out)).toEqual(['training']);
  });

  test('SIGINT that comes again ends a program that does not come to answer the first', async () => {
    const out = join(temporaryFolder(), 'run');
    const before = await trained(out, 1);
    const args = [...small, '2', '--out', out];
    const { child, ended, stderrMatches } = nadir(args, faults({ FAULT_HANG_AT: '1' }));
    await stderrMatches(/^hangs$/m);
    let sent = 0;
    while (child.signalCode === null && child.exitCode === null) {
      if (child.kill('SIGINT')) sent++;
      // Those that come close together count once.
      await pause(500);
    }
    expect(await ended).toMatchObject({ signal: 'SIGINT' });
    expect(sent).toBeGreaterThan(1);
    expect(filesOf(out)).toEqual(before);
  });
});

test('a program killed at any moment of saving leaves the old run whole, or the new one', async () => {
  const folder = temporaryFolder();
  const old = join(folder, 'old');
  const runs = { 1: await trained(old, 1), 2: await trained(join(folder, 'new'), 2) };
  /** The run that is left by a command killed before its n-th operation; `undefined` if it came to its end. */
  const leftAfter = async (n: number) => {
    const out = join(folder, String(n));
    cpSync(old, out, { recursive: true });
    const args = [...small, '2', '--out', out];
    const { signal } = await nadir(args, faults({ FAULT_KILL_AT: String(n) })).ended;
    if (signal === null) return undefined;
    const seed = await seedOf(out, runs);
    // Whoever reads the files without the command finds those of one run, or no configuration.
    const { 'config.json': config, 'model.safetensors': model } = filesOf(out);
    const whole = Object.values(runs).map((run) => [run['config.json'], run['model.safetensors']]);
    if (config !== undefined) expect(whole).toContainEqual([config, model]);
    return { out, seed };
  };
  const left: { readonly out: string; readonly seed: number }[] = [];
  // A sample, and with all laws every operation.
  const every = import.meta.env.MODE === 'all-laws' ? 1 : 4;
  let n = 1;
  for (let isPast = false; !isPast; n += 2 * every) {
    const some = await Promise.all([leftAfter(n), leftAfter(n + every)]);
    left.push(...some.filter((one) => one !== undefined));
    isPast = some.includes(undefined);
  }
  // Each of four files is written and then put in its place.
  expect(left.length).toBeGreaterThan(12 / every);
  const seeds = left.map(({ seed }) => seed);
  expect(seeds).toEqual(seeds.toSorted());
  expect(new Set(seeds)).toEqual(new Set([1, 2]));
  // What is left hinders no later run.
  for (const { out } of [left[2], left.at(-2)] as typeof left) await trained(out, 1, '--restart');
}, 300_000);

describe('an earlier run is left whole', () => {
  test('by a training whose loss is no longer finite', async () => {
    const out = join(temporaryFolder(), 'run');
    const before = await trained(out, 1);
    const rate = ['--optimizer', 'sgd', '--learning-rate', '1e30', '--epochs', '5'];
    const ended = await nadir(['train', '--problem', 'xor', ...rate, '--out', out]).ended;
    expect(ended).toMatchObject({ status: 1 });
    expect(ended.stderr).toMatch(/got a loss of (NaN|Infinity) at step/);
    expect(contentsOf(out)).toEqual(before);
  });

  test('by a full disk, which is told before the first step', async () => {
    const folder = temporaryFolder();
    const out = join(folder, 'run');
    const before = await trained(out, 1);
    const options = faults({ FAULT_FULL_BELOW: folder });
    const { status, stderr } = await nadir([...small, '2', '--out', out], options).ended;
    expect(status).toBe(1);
    expect(stderr).toContain(`--out: got a full disk at ${out}, expected a folder to write to.`);
    expect(stderr).not.toContain('epoch');
    expect(contentsOf(out)).toEqual(before);
  });

  test('by a disk that is full at any write, after which the training goes on', async () => {
    const folder = temporaryFolder();
    const old = join(folder, 'old');
    const before = await trained(old, 1);
    const new2 = await trained(join(folder, 'new'), 2);
    let n = 1;
    for (let isPast = false; !isPast; n += 5) {
      const out = join(folder, String(n));
      cpSync(old, out, { recursive: true });
      const options = faults({ FAULT_FULL_BELOW: out, FAULT_FULL_AT: String(n), TMPDIR: folder });
      const { status, stderr } = await nadir([...small, '2', '--out', out], options).ended;
      isPast = status === 0;
      if (isPast) break;
      expect(status).toBe(1);
      expect(stderr).toContain('got a full disk');
      expect(stderr).not.toContain('unexpected error');
      expect(filesOf(out)).toEqual(before);
      const rest = existsSync(join(out, 'training'))
        ? ['resume', out]
        : [...small, '2', '--out', out];
      expect(await nadir(rest).ended).toMatchObject({ status: 0 });
      expect(contentsOf(out)['model.safetensors']).toBe(new2['model.safetensors']);
    }
    expect(n).toBeGreaterThan(1);
  }, 300_000);
});

describe('the new run is saved', () => {
  test('where its folder was deleted while it trained, and the training went on', async () => {
    const out = join(temporaryFolder(), 'run');
    const { child, ended, stderrMatches } = nadir([...long, '--out', out]);
    await stderrMatches(/^epoch/m);
    renameSync(out, `${out}-deleted`);
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ status: 130 });
    expect(await nadir(['resume', out]).ended).toMatchObject({ status: 0 });
    expect(readdirSync(out).sort()).toEqual(names);
    (await loadRun(out)).model.dispose();
  });

  test.runIf(existsSync('/dev/full'))('where progress goes to a full disk', async () => {
    const out = join(temporaryFolder(), 'run');
    const stderr = openSync('/dev/full', 'w');
    expect(await nadir([...small, '1', '--out', out], { stderr }).ended).toMatchObject({
      status: 0,
    });
    expect(readdirSync(out).sort()).toEqual(names);
  });

  test('where nobody reads of the progress any more', async () => {
    const out = join(temporaryFolder(), 'run');
    const { child, ended } = nadir([...small, '1', '--out', out]);
    child.stderr?.destroy();
    expect(await ended).toMatchObject({ status: 0 });
    expect(readdirSync(out).sort()).toEqual(names);
  });
});
