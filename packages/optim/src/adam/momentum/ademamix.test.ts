import { firstStep } from '@nadir/core/internal';
import { describe, expect, it } from 'vitest';
import { AdEMAMix } from './ademamix.js';

/** Numbers of step t. */
const numbers = (options: object, t: number) =>
  AdEMAMix.rule.scalars({ ...AdEMAMix.rule.defaults, ...options }, { ...firstStep({}), t });

describe('AdEMAMix', () => {
  it('raises α from 0 in even steps', () => {
    const alphas = [1, 2, 3, 4, 5].map((t) => numbers({ alpha: 8, alphaWarmupSteps: 4 }, t).alpha);
    expect(alphas).toEqual([2, 4, 6, 8, 8]);
  });

  it('raises β₃ so that what a mean remembers grows in even steps', () => {
    // Half-lives of 0.5 and 0.5^(1/9): 1 and 9 steps; halfway between them, 5.
    const options = { beta1: 0.5, beta3: 0.5 ** (1 / 9), beta3WarmupSteps: 4 };
    const beta3 = (t: number) => 1 - (numbers(options, t).oneMinusBeta3 as number);
    expect(beta3(2) ** 5).toBeCloseTo(0.5, 6);
    expect(beta3(4) ** 9).toBeCloseTo(0.5, 12);
  });

  it('has its full numbers from the start without a warm-up', () => {
    expect(numbers({}, 1).alpha).toBe(2);
    expect(numbers({}, 1).oneMinusBeta3).toBe(1 - 0.9999);
  });
});
