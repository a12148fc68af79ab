import { describe, expect, it } from 'vitest';
import { nadir, resultOf } from '../../../test/nadir.js';

describe('nadir lr-find', () => {
  it('names a rate at which the loss falls, below those at which it grows', async () => {
    const { status, stdout } = await nadir(['lr-find', '--problem', 'moons', '--json']);
    expect(status).toBe(0);
    const { curve, suggestion, optimizer } = resultOf(stdout) as {
      curve: { learningRate: number; smoothed: number }[];
      suggestion: number;
      optimizer: string;
    };
    expect(optimizer).toBe('adamw');
    const rates = curve.map(({ learningRate }) => learningRate);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    // AdamW learns moons at rates from 1e-3 to some tenths.
    expect(suggestion).toBeGreaterThan(1e-4);
    expect(suggestion).toBeLessThan(1);
    const least = Math.min(...curve.map(({ smoothed }) => smoothed));
    expect(least).toBeLessThan(0.8 * (curve[0]?.smoothed ?? 0));
  });

  it('prints a table, a picture, and the flag to write', async () => {
    const { stdout } = await nadir(['lr-find', '--set', 'problem=moons', '--steps', '30']);
    expect(stdout).toMatch(/learning rate +loss\n +1\.0e-6 +0\.\d+/);
    expect(stdout).toMatch(/[▁▂▃▄▅▆▇█]{8}/);
    expect(stdout).toMatch(/--learning-rate [\d.e-]+/);
  });

  it.each([
    [['--from', '1', '--to', '0.1'], 'got 0.1, expected more than from, 1.'],
    [['--steps', '1'], '--steps: got "1", expected an integer from 2'],
    [['moons'], 'moons: got nothing there, expected a file. Write --problem moons'],
  ])('refuses %j', async (args, message) => {
    const { status, stderr } = await nadir(['lr-find', ...args]);
    expect(stderr).toContain(message);
    expect(status).toBe(2);
  });
});
