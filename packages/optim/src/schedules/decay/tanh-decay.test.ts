import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tanhDecay } from './tanh-decay.js';

describe('tanhDecay', () => {
  it('is halfway where its tanh is 0, and ends exactly', () => {
    // −7 + 10 · 70/100 = 0
    const rate = tanhDecay({ from: 0.3, to: 0.1, steps: 100 });
    expect(rate(70)).toBeCloseTo(0.2, 14);
    expect([100, 101, 1e6].map(rate)).toEqual([0.1, 0.1, 0.1]);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps, upper: positive }).map(tanhDecay));
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'tanhDecay.from: got NaN'],
    [{ from: 1, steps: 3, to: Infinity }, 'tanhDecay.to: got Infinity'],
    [{ from: 1, steps: 0 }, 'tanhDecay.steps: got 0'],
    [
      { from: 1, steps: 3, lower: Number.NaN },
      'tanhDecay.lower: got NaN, expected a finite number.',
    ],
    [{ from: 1, steps: 3, upper: -Infinity }, 'tanhDecay.upper: got -Infinity'],
    [{ from: 1, steps: 3, lower: 3 }, 'tanhDecay.lower: got 3, expected less than upper, 3.'],
    [{ from: 1, steps: 3, lb: 3 }, 'tanhDecay: got option `lb`'],
  ])('refuses %o', (options, message) => {
    expect(() => tanhDecay(options as never)).toThrow(OptionError);
    expect(() => tanhDecay(options as never)).toThrow(message);
  });
});
