import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { constantWarmup } from './constant-warmup.js';

describe('constantWarmup', () => {
  it('is the second value from the start when there are no steps, unlike ConstantLR', () => {
    expect(constantWarmup({ from: 1, to: 2, steps: 0 })(0)).toBe(2);
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps }).map(constantWarmup));
  });

  it.each([
    [{ from: Number.NaN, to: 1, steps: 3 }, 'constantWarmup.from: got NaN'],
    [{ from: 1, to: Infinity, steps: 3 }, 'constantWarmup.to: got Infinity'],
    [{ from: 1, to: 1, steps: -1 }, 'constantWarmup.steps: got -1, expected an integer ≥ 0.'],
    [{ from: 1, to: 1, steps: 1, factor: 2 }, 'constantWarmup: got option `factor`'],
  ])('refuses %o', (options, message) => {
    expect(() => constantWarmup(options as never)).toThrow(OptionError);
    expect(() => constantWarmup(options as never)).toThrow(message);
  });
});
