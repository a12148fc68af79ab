import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentialDecay } from './exponential-decay.js';

describe('exponentialDecay', () => {
  it('multiplies by its factor from any step to `every` steps later', () => {
    const rate = exponentialDecay({ from: 0.3, factor: 0.7, every: 13 });
    expect(rate(0)).toBe(0.3);
    for (const step of [0, 1, 50]) expect(rate(step + 13)).toBeCloseTo(0.7 * rate(step), 14);
  });

  it('grows with a factor above 1, as a search for the learning rate does', () => {
    // From 1e-7 to 10 in 80 steps: a factor of ten every ten.
    expect(exponentialDecay({ from: 1e-7, factor: 10, every: 10 })(80)).toBeCloseTo(10, 10);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(
      fc.record({ from: finite, factor: positive, every: steps }).map(exponentialDecay),
    );
  });

  it.each([
    [{ from: Number.NaN, factor: 0.5 }, 'exponentialDecay.from: got NaN'],
    [{ from: 1, factor: 0 }, 'exponentialDecay.factor: got 0, expected a finite number > 0.'],
    [{ from: 1, factor: 0.5, every: 0 }, 'exponentialDecay.every: got 0'],
    [{ from: 1, gamma: 0.5 }, 'exponentialDecay: got option `gamma`'],
  ])('refuses %o', (options, message) => {
    expect(() => exponentialDecay(options as never)).toThrow(OptionError);
    expect(() => exponentialDecay(options as never)).toThrow(message);
  });
});
