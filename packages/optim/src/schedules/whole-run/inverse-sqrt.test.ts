import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseSqrt } from './inverse-sqrt.js';

describe('inverseSqrt', () => {
  it('is peak · √(W / step) after its warm-up, and meets the peak', () => {
    const rate = inverseSqrt({ from: 0.1, peak: 2, warmupSteps: 25 });
    expect(rate(0)).toBe(0.1);
    expect(rate(25)).toBe(2);
    for (const step of [26, 100, 2500]) {
      expect(rate(step)).toBeCloseTo(2 * Math.sqrt(25 / step), 14);
    }
  });

  it('has a timescale of 10000 steps without a warm-up', () => {
    expect(inverseSqrt({ peak: 1, warmupSteps: 0 })(30_000)).toBeCloseTo(0.5, 14);
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, peak: finite, warmupSteps: steps }).map(inverseSqrt));
  });

  it.each([
    [{ from: Number.NaN, peak: 1, warmupSteps: 1 }, 'inverseSqrt.from: got NaN'],
    [{ peak: Infinity, warmupSteps: 1 }, 'inverseSqrt.peak: got Infinity'],
    [{ peak: 1, warmupSteps: -1 }, 'inverseSqrt.warmupSteps: got -1'],
    [{ peak: 1 }, 'inverseSqrt.warmupSteps: got undefined'],
    [{ peak: 1, warmupSteps: 1, timescale: 0 }, 'inverseSqrt.timescale: got 0'],
    [{ peak: 1, warmupSteps: 1, steps: 1 }, 'inverseSqrt: got option `steps`'],
  ])('refuses %o', (options, message) => {
    expect(() => inverseSqrt(options as never)).toThrow(OptionError);
    expect(() => inverseSqrt(options as never)).toThrow(message);
  });
});
