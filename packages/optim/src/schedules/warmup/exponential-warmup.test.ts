import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialWarmup } from './exponential-warmup.js';

describe('exponentialWarmup', () => {
  it('comes to 1/e of its distance in each time constant', () => {
    const rate = exponentialWarmup({ from: 3, to: 1, steps: 50 });
    for (const step of [0, 10, 123]) {
      expect((rate(step + 50) - 1) * Math.E).toBeCloseTo(rate(step) - 1, 12);
    }
  });

  it('is the paper’s 1 − exp(−(1 − β₂) t), t = 1, 2, …, from its first value on', () => {
    const rate = exponentialWarmup({ from: 1 - Math.exp(-1 / 1000), to: 1, steps: 1000 });
    for (const t of [1, 2, 700, 5000]) {
      expect(rate(t - 1)).toBeCloseTo(1 - Math.exp(-(1 - 0.999) * t), 12);
    }
  });

  it('is the same again from its config', () => {
    const { finite, positive } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps: positive }).map(exponentialWarmup));
  });

  it.each([
    [{ to: Number.NaN, steps: 3 }, 'exponentialWarmup.to: got NaN'],
    [{ from: Infinity, to: 1, steps: 3 }, 'exponentialWarmup.from: got Infinity'],
    [{ to: 1, steps: 0 }, 'exponentialWarmup.steps: got 0, expected a finite number > 0.'],
    [{ to: 1, steps: 1, tau: 2 }, 'exponentialWarmup: got option `tau`'],
  ])('refuses %o', (options, message) => {
    expect(() => exponentialWarmup(options as never)).toThrow(OptionError);
    expect(() => exponentialWarmup(options as never)).toThrow(message);
  });
});
