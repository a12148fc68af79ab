import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { temporaryFile, temporaryFolder } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

async function trained(...flags: string[]): Promise<string> {
  const out = temporaryFolder();
  const args = ['train', ...flags, '--epochs', '3', '--hidden', '4', '--out', out];
  expect(await nadir(args)).toMatchObject({ status: 0 });
  return out;
}

/** A file of JSON lines. */
const race = (head: object, lines: readonly object[]): string =>
  temporaryFile('race.jsonl', [head, ...lines].map((line) => JSON.stringify(line)).join('\n'));

describe('nadir report', () => {
  it('draws a line for each run, and tells the best epoch of each', async () => {
    const moons = ['--problem', 'moons'];
    const runs = [await trained(...moons), await trained(...moons, '--optimizer', 'sgd')];
    const out = join(temporaryFolder(), 'both.svg');
    const { status, stderr } = await nadir(['report', ...runs, '--out', out]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: `2 runs in ${out}\n` });
    const svg = readFileSync(out, 'utf8');
    const document = new DOMParser().parseFromString(svg, 'image/svg+xml') as unknown as Document;
    const lines = [...document.querySelectorAll('[aria-label="line"]')];
    // Two panels of two runs.
    expect(lines).toHaveLength(4);
    const texts = [...document.querySelectorAll('text')].map(({ textContent }) => textContent);
    expect(texts).toEqual(
      expect.arrayContaining(['Loss', 'Accuracy', 'adamw, learning rate 0.005']),
    );
    expect(svg).not.toMatch(/NaN|undefined|https?:(?!\/\/www\.w3\.org)/);

    const page = join(temporaryFolder(), 'both.html');
    expect((await nadir(['report', ...runs, '--out', page])).stderr).toBe(`2 runs in ${page}\n`);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toMatch(
      /NaN|undefined|<script|<link|@import|url\(|https?:(?!\/\/www\.w3\.org)/,
    );
    const { document: read } = parseHTML(html);
    expect(read.querySelector('h1')?.textContent).toBe('2 runs on moons');
    expect(read.querySelectorAll('figure svg[role=img]')).toHaveLength(2);
    // The validation part, and thinner the training batches.
    expect(read.querySelectorAll('figure [aria-label="line"]')).toHaveLength(8);
    const cells = (row: Element) => [...row.querySelectorAll('td')].map((one) => one.textContent);
    const [, differing] = read.querySelectorAll('tbody');
    expect([...(differing as Element).children].map(cells)).toEqual([
      ['adamw', '0.005'],
      ['sgd', '0.1'],
    ]);
    const same = [...read.querySelectorAll('dt')].map(({ textContent }) => textContent);
    expect(same).toEqual(expect.arrayContaining(['problem', 'model', 'schedule', 'seed']));

    const [first, second] = JSON.parse((await nadir(['report', ...runs, '--json'])).stdout);
    expect(first).toMatchObject({ optimizer: 'adamw', epochs: 3 });
    const metrics = readFileSync(join(runs[1] as string, 'metrics.jsonl'), 'utf8');
    const losses = metrics
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).validation.loss);
    expect(second.loss).toBe(Math.min(...losses));
    expect(second.bestEpoch).toBe(1 + losses.indexOf(second.loss));
  });

  it('reads a race of the playground, a run for each contender and seed', async () => {
    const reading = (contender: number, seed: number, step: number, loss: number | null) => ({
      ...{ contender, seed, step },
      train: { loss: 0.5, accuracy: 0.75 },
      test: { loss, accuracy: 0.7 },
    });
    const head = {
      ...{ format: 'nadir-playground', version: 1, contenders: ['sgd', 'sgd'], seeds: [3] },
      link: 'v=1&task=network&data=moons&c=sgd&c=sgd;learningRate:0.5;momentum:0.9;!clip:norm',
    };
    const file = race(head, [
      { contender: 0, seed: 3, step: 1, loss: 0.6, gradientNorm: 1 },
      reading(0, 3, 0, 0.9),
      reading(0, 3, 10, 0.4),
      reading(1, 3, 0, 0.9),
      reading(1, 3, 10, null),
      { contender: 1, seed: 3, divergence: { step: 7, what: 'loss', tensor: '', value: null } },
    ]);
    const run = { optimizer: 'sgd', accuracy: 0.7 };
    expect(JSON.parse((await nadir(['report', file, '--json'])).stdout)).toEqual([
      { ...run, name: 'sgd', learningRate: 0.1, steps: 10, bestStep: 10, loss: 0.4 },
      { ...run, name: 'sgd (2)', learningRate: 0.5, steps: 0, bestStep: 0, loss: 0.9 },
    ]);
    const out = join(temporaryFolder(), 'race.html');
    expect(await nadir(['report', file, '--out', out])).toMatchObject({ status: 0 });
    const html = readFileSync(out, 'utf8');
    expect(html).toContain('2 runs on moons');
    expect(html).toContain('learning rate 0.5; diverged after 7 steps');
    expect(html).toContain('momentum 0.9');
    expect(html).not.toMatch(/NaN|undefined/);
  });

  it.each([
    ['{}', 'race.jsonl:1: got "{}", expected the first line of a race'],
    [
      '{"format":"nadir-playground","version":2}',
      'race.jsonl:1: got version 2, expected at most 1',
    ],
    ['{"format":"nadir-playground","version":1}', 'race.jsonl:1: got other contenders or seeds'],
    [
      '{"format":"nadir-playground","version":1,"link":"","contenders":["sgd"],"seeds":[0]}',
      'race.jsonl: got no reading of sgd',
    ],
    [
      '{"format":"nadir-playground","version":1,"link":"","contenders":["sgd"],"seeds":[0]}\n{"contender":"__proto__"}',
      'race.jsonl:2: got "{',
    ],
  ])('refuses the race %s', async (text, message) => {
    const file = temporaryFile('race.jsonl', text);
    const out = join(temporaryFolder(), 'none.html');
    const { status, stderr } = await nadir(['report', file, '--out', out]);
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining(message),
    });
    expect(existsSync(out)).toBe(false);
  });

  it('says what stands in the way', async () => {
    const moons = await trained('--problem', 'moons');
    const out = join(temporaryFolder(), 'none.svg');
    const expectRefusal = async (words: string[], status: number, message: string) => {
      const refused = await nadir(['report', ...words, '--out', out]);
      expect(refused.stderr).toContain(message);
      expect(refused.status).toBe(status);
      expect(existsSync(out)).toBe(false);
    };
    await expectRefusal([], 2, 'nadir report: got no run');
    const png = await nadir(['report', moons, '--out', 'report.png']);
    expect(png.stderr).toContain(
      '--out: got report.png, expected a name that ends in .html or .svg',
    );
    await expectRefusal(['nowhere'], 1, 'config.json: got nothing there');
    const plane = await trained('--problem', 'plane');
    await expectRefusal([moons, plane], 2, 'got classifications and regressions');
    writeFileSync(join(moons, 'metrics.jsonl'), '{"epoch": 1}\n');
    await expectRefusal([moons], 1, 'metrics.jsonl:1: got "{');
    writeFileSync(join(moons, 'metrics.jsonl'), '');
    await expectRefusal([moons], 1, 'metrics.jsonl: got no epoch');
  });
});
