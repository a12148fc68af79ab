import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { warmupCosine } from './warmup-cosine.js';

describe('warmupCosine', () => {
  it('rises for its warm-up and falls for the rest of its steps', () => {
    const rate = warmupCosine({ from: 1, peak: 3, to: 0.5, warmupSteps: 10, steps: 30 });
    expect([0, 5, 10, 30, 31].map(rate)).toEqual([1, 2, 3, 0.5, 0.5]);
    expect(rate(20)).toBeCloseTo(1.75, 14);
  });

  it('starts at the peak without a warm-up', () => {
    expect(warmupCosine({ peak: 3, warmupSteps: 0, steps: 4 })(0)).toBe(3);
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .record({
          from: finite,
          to: finite,
          peak: finite,
          warmupSteps: steps,
          steps: fc.constant(60),
        })
        .map(warmupCosine),
    );
  });

  it.each([
    [{ peak: Number.NaN, warmupSteps: 1, steps: 3 }, 'warmupCosine.peak: got NaN'],
    [{ from: Infinity, peak: 1, warmupSteps: 1, steps: 3 }, 'warmupCosine.from: got Infinity'],
    [{ to: Infinity, peak: 1, warmupSteps: 1, steps: 3 }, 'warmupCosine.to: got Infinity'],
    [
      { peak: 1, warmupSteps: -1, steps: 3 },
      'warmupCosine.warmupSteps: got -1, expected an integer ≥ 0.',
    ],
    [{ peak: 1, warmupSteps: 3, steps: 3 }, 'warmupCosine.steps: got 3, expected an integer ≥ 4.'],
    [{ peak: 1, warmupSteps: 3, steps: 4, exponent: 0 }, 'warmupCosine.exponent: got 0'],
    [{ peak: 1, warmupSteps: 3, steps: 4, decaySteps: 0 }, 'warmupCosine: got option `decaySteps`'],
  ])('refuses %o', (options, message) => {
    expect(() => warmupCosine(options as never)).toThrow(OptionError);
    expect(() => warmupCosine(options as never)).toThrow(message);
  });
});
