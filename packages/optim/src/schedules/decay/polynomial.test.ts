import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polynomial } from './polynomial.js';

describe('polynomial', () => {
  it('has the values of its formula for 4 steps and power 2', () => {
    // (1 − k/4)²
    const rate = polynomial({ from: 1, steps: 4, power: 2 });
    expect([0, 1, 2, 3, 4, 5].map(rate)).toEqual([1, 0.5625, 0.25, 0.0625, 0, 0]);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, power: positive, steps }).map(polynomial));
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'polynomial.from: got NaN'],
    [{ from: 1, to: Infinity, steps: 3 }, 'polynomial.to: got Infinity'],
    [{ from: 1, steps: 0 }, 'polynomial.steps: got 0, expected an integer ≥ 1.'],
    [{ from: 1, steps: 1, power: 0 }, 'polynomial.power: got 0, expected a finite number > 0.'],
    [{ from: 1, steps: 1, exponent: 2 }, 'polynomial: got option `exponent`'],
  ])('refuses %o', (options, message) => {
    expect(() => polynomial(options as never)).toThrow(OptionError);
    expect(() => polynomial(options as never)).toThrow(message);
  });
});
