import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { nadir } from '../../../test/nadir.js';

async function trained(...flags: string[]): Promise<string> {
  const out = temporaryFolder();
  const args = ['train', ...flags, '--epochs', '3', '--hidden', '4', '--out', out];
  expect(await nadir(args)).toMatchObject({ status: 0 });
  return out;
}

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
    await expectRefusal(['nowhere'], 1, 'config.json: got nothing there');
    const plane = await trained('--problem', 'plane');
    await expectRefusal([moons, plane], 2, 'got classifications and regressions');
    writeFileSync(join(moons, 'metrics.jsonl'), '{"epoch": 1}\n');
    await expectRefusal([moons], 1, 'metrics.jsonl:1: got "{');
    writeFileSync(join(moons, 'metrics.jsonl'), '');
    await expectRefusal([moons], 1, 'metrics.jsonl: got no epoch');
  });
});
