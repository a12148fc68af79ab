import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { fakeIo, Recorder, temporaryFolder } from '../../../test/fake-io.js';
import { main } from '../../cli.js';
import type { Io } from '../../shell/io.js';
import { optimizerNames } from '../../training/optimizers.js';
import type { RunRecord } from './execution/records.js';
import type { CompareResult } from './outcome/result.js';

/** Runs the command and returns its exit status, what it wrote, and its folder. */
async function compare(args: readonly string[], world: Partial<Io> = {}) {
  const out = join(temporaryFolder(), 'report');
  const io = fakeIo(world);
  const status = await main(['compare', '--out', out, ...args], io);
  return { status, stdout: io.stdout.text, stderr: io.stderr.text, out };
}

const onSurface = [
  ...['--problem', 'rosenbrock', '--trials', '3', '--seeds', '2', '--steps', '40'],
  ...['--optimizers', 'sgd,adam,adamw'],
];
const onData = [
  ...['--problem', 'moons', '--trials', '2', '--seeds', '2', '--epochs', '1', '--hidden', '8'],
  ...['--backend', 'cpu', '--optimizers', 'sgd,adam'],
];

const resultOf = (stdout: string) => JSON.parse(stdout) as CompareResult;

const recordsIn = (out: string): RunRecord[] =>
  readFileSync(join(out, 'results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunRecord);

describe('nadir compare', () => {
  it('leaves the report, every run and every decision, and prints a table', async () => {
    const { status, stdout, out } = await compare(onSurface);
    expect(status).toBe(0);
    expect(readdirSync(out).sort()).toEqual([
      ...['config.json', 'report.html', 'report.svg', 'results.jsonl'],
    ]);
    const records = recordsIn(out);
    // Three optimizers with three trials and two seeds each; equal budgets, equal starts.
    expect(records).toHaveLength(3 * (3 + 2));
    expect(records.filter(({ stage }) => stage === 'tuning').every(({ seed }) => seed === 0)).toBe(
      true,
    );
    for (const seed of [1, 2]) {
      const starts = records
        .filter((record) => record.stage === 'final' && record.seed === seed)
        .map(({ curve }) => curve[0]?.at);
      expect(starts).toHaveLength(3);
      expect(new Set(starts.map(String)).size).toBe(1);
    }
    const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
    expect(config).toMatchObject({ format: 'nadir-comparison', problem: 'rosenbrock', steps: 40 });
    expect(stdout).toMatch(/final height +arrived +steps +seconds +ms\/step +near best/);
    expect(stdout).toContain('report.html');
  });

  it('compares on data, and prints one line of JSON with --json', async () => {
    const { status, stdout, out } = await compare([...onData, '--json']);
    expect(status).toBe(0);
    expect(stdout.split('\n')).toHaveLength(2);
    const result = resultOf(stdout);
    expect(result).toMatchObject({
      ...{ problem: 'moons', measure: 'accuracy', goal: 0.99, steps: 11, seeds: [1, 2] },
      ...{ backend: 'cpu', interrupted: false, out },
    });
    expect(result.optimizers.map(({ optimizer }) => optimizer).sort()).toEqual(['adam', 'sgd']);
    for (const optimizer of result.optimizers) {
      expect(optimizer).toMatchObject({ trials: 2, runs: 2, diverged: 0 });
      expect(optimizer.final?.count).toBe(2);
    }
  });

  it('does not rank a rule apart from itself', async () => {
    // Without weight decay, which a surface has none of, Adam and AdamW are one rule.
    const args = ['--problem', 'rosenbrock', '--optimizers', 'adam,adamw', '--trials', '6'];
    const { stdout } = await compare([...args, '--steps', '60', '--seeds', '2', '--json']);
    const [adam, adamw] = resultOf(stdout).optimizers.map(
      ({ arrived, best, defaults, final, near }) => ({
        ...{ arrived, defaults, final, near },
        best: [best?.trial, best?.value, best?.options.learningRate],
      }),
    );
    expect(adamw).toEqual(adam);
  });

  it('gives the same numbers again, but for seconds', async () => {
    const [first, second] = [await compare(onData), await compare(onData)];
    const timeless = (out: string) =>
      recordsIn(out).map(({ seconds, arrival, curve, ...record }) => ({
        ...record,
        arrival: arrival?.step,
        curve: curve.map(({ seconds: _, ...point }) => point),
      }));
    expect(timeless(second.out)).toEqual(timeless(first.out));
  });

  it('takes every optimizer that there is', async () => {
    const args = ['--trials', '2', '--seeds', '1', '--optimizers', 'all', '--json'];
    const { status, stdout, stderr } = await compare([
      ...args,
      ...['--problem', 'moons', '--epochs', '1', '--hidden', '4', '--backend', 'cpu'],
    ]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    const { optimizers } = resultOf(stdout);
    expect(optimizers.map(({ optimizer }) => optimizer).sort()).toEqual(optimizerNames.toSorted());
  });

  it('takes the customary optimizers where none is named', async () => {
    const brief = ['--problem', 'rosenbrock', '--trials', '1', '--seeds', '1', '--steps', '2'];
    const { optimizers } = resultOf((await compare([...brief, '--json'])).stdout);
    const names = optimizers.map(({ optimizer }) => optimizer);
    expect(names.sort()).toEqual(['adam', 'adamw', 'lion', 'sgd']);
  });

  it('goes on with the others when an optimizer diverges', async () => {
    const { status, stdout } = await compare([
      ...['--problem', 'rosenbrock', '--optimizers', 'sgd,adam', '--json'],
      // Trial 9 of SGD, with a large learning rate, leaves the surface.
      ...['--trials', '9', '--seeds', '1', '--steps', '60'],
    ]);
    expect(status).toBe(0);
    const { optimizers } = resultOf(stdout);
    const diverged = optimizers.map(({ divergedTrials }) => divergedTrials);
    expect(Math.max(...diverged)).toBeGreaterThan(0);
    expect(optimizers.every(({ runs }) => runs === 1)).toBe(true);
  });

  it('reports what there is when it is interrupted, with status 130', async () => {
    const abort = new AbortController();
    let reads = 0;
    // A step reads the clock twice.
    const now = () => {
      if (++reads === 2 * 100) abort.abort();
      return reads;
    };
    const { status, stdout, stderr, out } = await compare([...onSurface, '--json'], {
      signal: abort.signal,
      now,
    });
    expect(status).toBe(130);
    expect(stderr).toContain('the report is of those');
    expect(resultOf(stdout).interrupted).toBe(true);
    expect(readFileSync(join(out, 'report.html'), 'utf8')).toContain('Stopped before its end');
  });

  it('writes nothing when it is interrupted before it begins', async () => {
    const { status, out } = await compare(onSurface, { signal: AbortSignal.abort() });
    expect(status).toBe(130);
    expect(existsSync(out)).toBe(false);
  });

  it('leaves an earlier comparison where it is interrupted before the end of the first run', async () => {
    const { out } = await compare(onSurface);
    const before = readFileSync(join(out, 'results.jsonl'), 'utf8');
    const abort = new AbortController();
    let reads = 0;
    const now = () => {
      if (++reads === 10) abort.abort();
      return reads;
    };
    const { status, stderr } = await compare([...onSurface, '--out', out], {
      signal: abort.signal,
      now,
    });
    expect(status).toBe(130);
    expect(stderr).toContain('nothing is saved');
    expect(readFileSync(join(out, 'results.jsonl'), 'utf8')).toBe(before);
  });

  it('replaces an earlier comparison, and refuses a folder of others', async () => {
    const { out } = await compare(onSurface);
    const again = await compare([...onSurface, '--out', out]);
    expect(again).toMatchObject({ status: 0 });
    expect(again.stderr).toContain('replaces the comparison');
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    const refused = await compare([...onSurface, '--out', folder]);
    expect(refused).toMatchObject({ status: 2, stdout: '' });
    expect(refused.stderr).toContain('which holds other files, expected a new or empty folder');
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  it('lists its flags, problems and optimizers in its help', async () => {
    const io = fakeIo({ stdout: new Recorder(false, 80) });
    expect(await main(['compare', '--help'], io)).toBe(0);
    const help = io.stdout.text;
    for (const word of [
      '--optimizers',
      '--trials',
      '--seeds',
      '--goal',
      '--target',
      '--out',
      '--json',
    ]) {
      expect(help).toContain(word);
    }
    for (const word of ['digits', 'rosenbrock']) expect(help).toContain(word);
  });

  it.each([
    [['--problem', 'rosenbrok'], '--problem: got "rosenbrok", expected one of bumps'],
    [['--problem', 'rosenbrok'], 'Did you mean rosenbrock?'],
    [
      ['--optimizers', 'sgd,adm'],
      `--optimizers: got "sgd,adm", expected some of ${optimizerNames[0]}, `,
    ],
    [['--problem', 'plane', '--optimizers', 'sophia-g'], 'got sophia-g where there are no classes'],
    [['--optimizers', 'sgd,adm'], 'Did you mean adam?'],
    [['--trials', '0'], '--trials: got "0", expected an integer from 1 to 1000.'],
    [['--seeds', '2.5'], '--seeds: got "2.5", expected an integer from 1 to 100.'],
    [['--seeds', '--trials', '4'], '--seeds: got no value, expected an integer from 1 to 100.'],
    [['--goal', '1.5'], '--goal: got 1.5, expected an accuracy in (0, 1].'],
    [['--problem', 'beale', '--goal', '0'], 'got 0, expected a height above the minimum, > 0.'],
    [['--problem', 'plane', '--goal', '2'], '--goal: got 2, expected an R² up to 1.'],
    [
      ['--problem', 'beale', '--epochs', '3'],
      '--epochs: got it with the surface beale, expected a data set. Write --steps',
    ],
    [
      ['--problem', 'moons', '--steps', '3'],
      '--steps: got it with the data set moons, expected a surface. Write --epochs',
    ],
    [['--target', 'y'], '--target: got no file with it, expected one.'],
    [['--data', 'f.csv'], '--target: got none, expected a column of f.csv to predict.'],
    [['--data', 'f.csv', '--target', 'y', '--problem', 'beale'], '--problem: got a file too'],
    [
      ['--data', 'f.csv', '--target', 'y', '--steps', '3'],
      '--steps: got it with the data set f.csv, expected a surface. Write --epochs',
    ],
    [['--learning-rate', '1'], 'nadir compare: got the unknown flag --learning-rate'],
    [['adam'], 'nadir compare: got the word "adam", expected flags only. Write --problem before'],
  ])('refuses %j: %s', async (args, message) => {
    const { status, stdout, stderr, out } = await compare(args);
    expect(stderr).toContain(message);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(out)).toBe(false);
  });
});

describe('the report', () => {
  const parse = (out: string, file: string, type: 'text/html' | 'image/svg+xml') =>
    new DOMParser().parseFromString(readFileSync(join(out, file), 'utf8'), type);

  it.each([
    ['a surface', onSurface, 3],
    ['data', onData, 2],
  ])('of %s stands alone', async (_, args, optimizers) => {
    const { out } = await compare(args);
    const page = parse(out, 'report.html', 'text/html');
    expect(page.querySelectorAll('script, link, img, iframe, object')).toHaveLength(0);
    for (const element of page.querySelectorAll('[src], [href]')) {
      expect(element.tagName.toLowerCase()).toBe('a');
    }
    const text = readFileSync(join(out, 'report.html'), 'utf8');
    expect(text).toContain(`default-src 'none'`);
    expect(text).not.toMatch(/url\((?!#)|@import|NaN|undefined|Infinity/);
    expect(page.querySelectorAll('table')[0]?.querySelectorAll('tbody tr')).toHaveLength(
      optimizers,
    );

    const image = readFileSync(join(out, 'report.svg'), 'utf8');
    expect(image).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(image).not.toMatch(/<script|<image|href=|url\((?!#)|NaN|undefined|Infinity/);
  });

  it('has a band and a line for each optimizer', async () => {
    const { out } = await compare(onData);
    const image = parse(out, 'report.svg', 'image/svg+xml');
    // Training loss and accuracy, of two optimizers each.
    expect(image.querySelectorAll('[aria-label="area"] path')).toHaveLength(4);
    expect(image.querySelectorAll('[aria-label="line"] path')).toHaveLength(4);
  });

  it('names the sources of the search spaces, and the command that repeats it', async () => {
    const { out } = await compare(onSurface);
    const page = parse(out, 'report.html', 'text/html');
    expect(page.toString()).toContain('arXiv 2007.01547');
    expect(page.querySelector('pre')?.textContent).toBe(
      'nadir compare --problem rosenbrock --optimizers sgd,adam,adamw --trials 3 --seeds 2 ' +
        '--goal 0.001 --schedule constant --seed 0 --backend cpu --steps 40',
    );
  });
});
