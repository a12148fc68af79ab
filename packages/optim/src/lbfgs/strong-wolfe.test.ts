import { describe, expect, it } from 'vitest';
import { strongWolfe, type Trial } from './strong-wolfe.js';

/** Searches along a function, and tells where it has looked. */
async function search(
  phi: (t: number) => number,
  slope: (t: number) => number,
  { t = 1, maxTrials = 25, round = (x: number) => x } = {},
): Promise<{ found: Trial<null>; tried: number[] }> {
  const tried: number[] = [];
  const place = (at: number) => ({
    t: at,
    loss: phi(at),
    slope: slope(at),
    gradient: null,
    largest: 0,
  });
  const tryAt = async (at: number) => {
    tried.push(at);
    return place(at);
  };
  const found = await strongWolfe({ tryAt, start: place(0), t, longest: 1, maxTrials, round });
  return { found, tried };
}

describe('strongWolfe', () => {
  it('asks for no decrease that its precision does not have', async () => {
    // The slope promises 10⁻⁴ · 2⁻²⁵, less than a unit in the last place of 1 in float32.
    const flat = [() => 1, (t: number) => (t === 0 ? -(2 ** -25) : 0)] as const;
    const single = await search(...flat, { round: Math.fround });
    expect(single.tried).toEqual([1]);
    const double = await search(...flat);
    expect(double.tried.length).toBeGreaterThan(1);
  });

  it('takes the first trial where that will do', async () => {
    const { found, tried } = await search(
      (t) => (t - 1) ** 2,
      (t) => 2 * (t - 1),
    );
    expect(found.t).toBe(1);
    expect(tried).toEqual([1]);
  });

  // Moré & Thuente, ACM Transactions on Mathematical Software 20, 1994: functions 1 and 2.
  it.each([
    [
      'a shallow bowl',
      (t: number) => -t / (t * t + 2),
      (t: number) => (t * t - 2) / (t * t + 2) ** 2,
    ],
    [
      'a steep fall and a rise',
      (t: number) => (t + 0.004) ** 5 - 2 * (t + 0.004) ** 4,
      (t: number) => 5 * (t + 0.004) ** 4 - 8 * (t + 0.004) ** 3,
    ],
  ])('meets both conditions from near and far: %s', async (_, phi, slope) => {
    for (const t of [1e-3, 0.1, 1, 10]) {
      const { found } = await search(phi, slope, { t });
      expect(found.loss).toBeLessThanOrEqual(phi(0) + 1e-4 * found.t * slope(0));
      expect(Math.abs(found.slope)).toBeLessThanOrEqual(0.9 * Math.abs(slope(0)));
    }
  });

  it('comes back from where the loss is infinite', async () => {
    const { found, tried } = await search(
      (t) => (t < 1 ? -Math.log(1 - t) - 4 * t : Infinity),
      (t) => (t < 1 ? 1 / (1 - t) - 4 : Number.NaN),
      { t: 100 },
    );
    expect(tried[1]).toBe(50);
    expect(found.t).toBeGreaterThan(0.2);
    expect(found.t).toBeLessThan(1);
  });

  it('stays at the start where trials run out and none was better', async () => {
    const { found, tried } = await search(
      (t) => 10 * t * t - t,
      (t) => 20 * t - 1,
      { t: 1e6, maxTrials: 0 },
    );
    expect(tried).toEqual([1e6]);
    expect(found.t).toBe(0);
  });

  it('gives the best that it has seen where a line falls for ever', async () => {
    const { found, tried } = await search(
      (t) => -t,
      () => -1,
      { maxTrials: 4 },
    );
    expect(found.t).toBe(tried.at(-1));
    expect(tried).toHaveLength(5);
  });

  it('gives up where the bracket is too narrow to matter', async () => {
    // The slope says that the loss falls, but it never does.
    const { found, tried } = await search(
      (t) => t,
      () => -1,
      { t: 1e-8, maxTrials: 1000 },
    );
    expect(found.t).toBe(0);
    expect(tried.length).toBeLessThan(30);
  });
});
