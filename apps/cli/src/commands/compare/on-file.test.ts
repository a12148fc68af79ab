import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-io.js';
import { flowers, nadir } from '../../../test/nadir.js';
import type { CompareResult } from './outcome/result.js';

/** Runs the command and returns its exit status, what it wrote, and its folder. */
async function compare(args: readonly string[]) {
  const out = join(temporaryFolder(), 'report');
  return { ...(await nadir(['compare', '--out', out, ...args])), out };
}

describe('nadir compare on a file', () => {
  const onFile = (target: string) => [
    ...['--data', flowers(), '--target', target, '--trials', '2', '--seeds', '2'],
    ...['--epochs', '2', '--hidden', '4', '--backend', 'cpu', '--optimizers', 'sgd,adam'],
  ];

  it.each([
    ['kind', 'accuracy', 'test accuracy'],
    ['weight', 'R²', 'test R²'],
  ])(
    'compares by the %s, without arrivals where no goal is given',
    async (target, measure, heading) => {
      const { status, stdout, out } = await compare(onFile(target));
      expect(status).toBe(0);
      expect(stdout).toMatch(new RegExp(`${heading} +ms/step +near best`));
      expect(stdout).not.toMatch(/arrived|goal/);
      const page = readFileSync(join(out, 'report.html'), 'utf8');
      expect(page).not.toMatch(/Arrived|goal|undefined|NaN/);
      expect(page).toContain(`--target ${target} --split 70/15/15 --optimizers sgd,adam`);
      const config = JSON.parse(readFileSync(join(out, 'config.json'), 'utf8'));
      expect(config).toMatchObject({ problem: 'flowers', measure, data: { target } });
      expect(readFileSync(join(out, 'report.svg'), 'utf8')).not.toMatch(/NaN|undefined/);
    },
  );

  it('counts arrivals at a goal that is given', async () => {
    const { stdout } = await compare([...onFile('kind'), '--goal', '0.1', '--json']);
    const { goal, optimizers } = JSON.parse(stdout) as CompareResult;
    expect(goal).toBe(0.1);
    expect(optimizers.map(({ arrived }) => arrived)).toEqual([2, 2]);
  });

  it('refuses one without a validation part', async () => {
    const { status, stderr } = await compare([...onFile('kind'), '--split', '80/0/20']);
    expect(status).toBe(2);
    expect(stderr).toContain('--split: got no validation part, expected one');
  });
});
