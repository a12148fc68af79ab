import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir } from '../../../test/nadir.js';
import { buildProgram } from '../../../test/program.js';
import { randomNumbers } from '../../../test/random-numbers.js';
import { processIn } from '../../run/folder.js';
import type { Entry } from './ledger/entry.js';
import type { SweepResult } from './outcome/result.js';

const program = await buildProgram();

/** Kills of a driver, and of its trainings. With every law, as many as the promise names. */
const kills = import.meta.env.MODE === 'all-laws' ? 50 : 5;

const args = [
  ...['sweep', '--problem', 'moons', '--epochs', '12', '--patience', '0', '--method', 'halving'],
  ...['--learning-rate', 'log:1e-3..1e-1', '--optimizer', 'adam,sgd', '--trials', '3'],
  ...['--reduction', '2', '--jobs', '2'],
];

const random = randomNumbers();

const entriesIn = (out: string): Entry[] =>
  readFileSync(join(out, 'ledger.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Entry);

/** What has come of all trials, but for how long it took, in the order of their numbers. */
const counted = (out: string) =>
  entriesIn(out)
    .map(({ seconds: _, ...entry }) => ({ ...entry, sum: '' }))
    .sort((a, b) => a.rung - b.rung || a.trial - b.trial);

/** Processes that train for a sweep. */
function trainingIn(out: string): number[] {
  const trials = join(out, 'trials');
  if (!existsSync(trials)) return [];
  return readdirSync(trials).flatMap((trial) => processIn(join(trials, trial)) ?? []);
}

const reference = join(mkdtempSync(join(tmpdir(), 'nadir-sweep-')), 'sweep');
afterAll(() => rmSync(dirname(reference), { recursive: true, force: true }));

/** How long a sweep that nothing has stopped trains, in ms. */
let length = 0;

/** What comes of a sweep that nothing has stopped; its folder is the reference. */
async function undisturbed() {
  if (!existsSync(reference)) {
    const driver = program([...args, '--out', reference]);
    await driver.stderrMatches(/3 trials by halving/);
    const start = performance.now();
    expect(await driver.ended).toMatchObject({ status: 0 });
    length = performance.now() - start;
  }
  const wanted = counted(reference);
  expect(wanted.map(({ rung }) => rung)).toEqual([0, 0, 0, 1]);
  return wanted;
}

/** Sweeps again and again, each started anew until it ends by itself, until something has happened so many times. */
async function disturbed(
  times: number,
  disturb: (driver: ReturnType<typeof program>, out: string) => Promise<number>,
) {
  const expected = await undisturbed();
  for (let done = 0; done < times; ) {
    const out = join(temporaryFolder(), 'sweep');
    for (let isOver = false; !isOver; ) {
      const driver = program([...args, '--out', out]);
      await driver.stderrMatches(/3 trials by halving/);
      if (done < times) done += await disturb(driver, out);
      isOver = (await driver.ended).status === 0;
    }
    expect(counted(out)).toEqual(expected);
    const leftOver = readdirSync(out).sort();
    expect(leftOver).toEqual(['config.json', 'ledger.jsonl', 'trials']);
  }
}

describe('a sweep counts each trial once', () => {
  it(
    `when its driver is killed ${kills} times, which ends the trainings`,
    () =>
      disturbed(kills, async ({ child, ended }, out) => {
        await pause(length * random.next().value);
        child.kill('SIGKILL');
        const { signal } = await ended;
        for (let waited = 0; trainingIn(out).length > 0; waited += 50) {
          expect(waited).toBeLessThan(20_000);
          await pause(50);
        }
        return Number(signal === 'SIGKILL');
      }),
    kills * 60_000,
  );

  it(
    `when trainings are killed ${kills} times`,
    () =>
      disturbed(kills, async ({ child }, out) => {
        let killed = 0;
        while (child.exitCode === null && killed < kills) {
          const [id] = trainingIn(out);
          if (id !== undefined) {
            process.kill(id, 'SIGKILL');
            killed++;
          }
          await pause(2000 * random.next().value);
        }
        return killed;
      }),
    kills * 60_000,
  );

  it('when the end of the ledger is damaged, which it says', async () => {
    const expected = await undisturbed();
    const out = join(temporaryFolder(), 'sweep');
    cpSync(reference, out, { recursive: true });
    const ledger = join(out, 'ledger.jsonl');
    truncateSync(ledger, readFileSync(ledger).length - 20);
    appendFileSync(ledger, '\0\0{"trial": 3');
    const { status, stderr } = await program(['sweep', '--resume', out]).ended;
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(stderr).toContain('ledger.jsonl: got damage from line 4 on;');
    expect(counted(out)).toEqual(expected);
  }, 120_000);
});

describe('nadir sweep', () => {
  const small = ['sweep', '--epochs', '2', '--hidden', '4', '--patience', '0', '--jobs', '2'];
  const resultOf = (stdout: string) => JSON.parse(stdout) as SweepResult;

  it('lists trials by a figure on the validation part, and how to train the best', async () => {
    const out = join(temporaryFolder(), 'sweep');
    const file = flowers();
    const data = ['--data', file, '--target', 'kind', '--metric', 'accuracy'];
    const space = ['--optimizer', 'sgd,adam', '--momentum', '0,0.9', '--learning-rate', '0.1'];
    const { status, stdout, stderr } = await program([
      ...[...small, ...data, ...space, '--json', '--seed', '3', '--out', out],
    ]).ended;
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { trials, best, planned } = resultOf(stdout);
    // Adam has no momentum, and so one trial.
    expect(planned).toBe(3);
    const figures = trials.map(({ validation }) => validation?.accuracy ?? 0);
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    expect(stdout).not.toContain('test');
    expect(best?.command).toMatch(/^nadir train --data .*flowers.csv --target kind .*--seed 3 /);
    const content = readFileSync(file);
    appendFileSync(file, '\n150,rose,451.5');
    const changed = await program(['sweep', '--resume', out]).ended;
    expect(changed.status).toBe(1);
    expect(changed.stderr).toContain('flowers.csv: got another file than the sweep began with');
    writeFileSync(file, content);
    const again = await nadir([
      ...(best?.command.split(' ').slice(1) ?? []),
      '--json',
      '--out',
      join(out, 'again'),
    ]);
    expect(JSON.parse(again.stdout).validation).toEqual(best?.validation);
    expect(readdirSync(best?.out ?? '')).toContain('model.safetensors');
  }, 180_000);

  it('goes on with more trials by the same command, and says nothing new without', async () => {
    const out = join(temporaryFolder(), 'sweep');
    const few = [...small, '--problem', 'xor', '--learning-rate', 'log:1e-3..1e-1', '--out', out];
    expect(await program([...few, '--trials', '2']).ended).toMatchObject({ status: 0 });
    const { stdout, stderr } = await program([...few, '--trials', '3', '--json']).ended;
    expect(stderr).toContain('goes on: 2 results in the ledger already');
    expect(resultOf(stdout).trials).toHaveLength(3);
    const same = await program([...few, '--trials', '3', '--json']).ended;
    expect(same.stdout).toBe(stdout);
    const other = await program([...few, '--trials', '3', '--seed', '1']).ended;
    expect(other).toMatchObject({ status: 2, stdout: '' });
    expect(other.stderr).toContain('where there is a sweep with other settings');
  }, 180_000);

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)(
    'ends its trainings on %s, and says how to go on',
    async (signal, status) => {
      const out = join(temporaryFolder(), 'sweep');
      const { child, ended, stderrMatches } = program([...args, '--out', out, '--json']);
      await stderrMatches(/^1\/4/m);
      const second = await program([...args, '--out', out]).ended;
      expect(second).toMatchObject({ status: 1, stdout: '' });
      expect(second.stderr).toContain(`where the process ${child.pid} drives the sweep`);
      child.kill(signal);
      expect(await ended).toMatchObject({ status });
      expect(trainingIn(out)).toEqual([]);
      expect(resultOf((await ended).stdout)).toMatchObject({ interrupted: true });
      expect((await ended).stderr).toContain('go on by the same command');
      expect(readdirSync(out).sort()).toEqual(['config.json', 'ledger.jsonl', 'trials']);
    },
    120_000,
  );

  it('counts a training that diverges as the worst, and passes on what a training refuses', async () => {
    const out = join(temporaryFolder(), 'sweep');
    const rates = ['--problem', 'moons', '--optimizer', 'sgd', '--learning-rate', '0.1,1e30'];
    const { status, stdout } = await program([...small, ...rates, '--out', out, '--json']).ended;
    expect(status).toBe(0);
    expect(resultOf(stdout).trials.map(({ outcome }) => outcome)).toEqual(['finished', 'diverged']);
    const file = temporaryFile('few.csv', 'x,y\n1,a\n2,b\n');
    const data = ['--data', file, '--target', 'z', '--batch', '1,2', '--out', join(out, 'other')];
    const refused = await program([...small, ...data]).ended;
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toMatch(/--target: got "z"/);
    const metric = ['--problem', 'xor', '--batch', '8,16', '--metric', 'rmse'];
    const wrong = await program([...small, ...metric, '--out', join(out, 'wrong')]).ended;
    expect(wrong).toMatchObject({ status: 2, stdout: '' });
    expect(wrong.stderr).toContain('expected one of loss, accuracy, f1, auc.');
  }, 180_000);
});
