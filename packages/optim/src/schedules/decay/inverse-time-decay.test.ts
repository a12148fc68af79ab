import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseTimeDecay } from './inverse-time-decay.js';

describe('inverseTimeDecay', () => {
  it('has a reciprocal that grows by the same amount at each step', () => {
    const rate = inverseTimeDecay({ from: 0.2, rate: 0.5, every: 10 });
    for (const step of [0, 1, 99]) expect(1 / rate(step)).toBeCloseTo(5 * (1 + 0.05 * step), 12);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, rate: positive, every: steps }).map(inverseTimeDecay));
  });

  it.each([
    [{ from: Number.NaN, rate: 1 }, 'inverseTimeDecay.from: got NaN'],
    [{ from: 1, rate: -1 }, 'inverseTimeDecay.rate: got -1, expected a finite number ≥ 0.'],
    [{ from: 1, rate: 1, every: 0 }, 'inverseTimeDecay.every: got 0'],
    [{ from: 1, rate: 1, decay: 1 }, 'inverseTimeDecay: got option `decay`'],
  ])('refuses %o', (options, message) => {
    expect(() => inverseTimeDecay(options as never)).toThrow(OptionError);
    expect(() => inverseTimeDecay(options as never)).toThrow(message);
  });
});
