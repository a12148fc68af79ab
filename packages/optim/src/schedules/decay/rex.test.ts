import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rex } from './rex.js';

describe('rex', () => {
  it('has the values of the paper’s formula (1 − z) / (½ + ½ (1 − z))', () => {
    const rate = rex({ from: 3, steps: 4 });
    [3, 18 / 7, 2, 6 / 5, 0].forEach((expected, step) => {
      expect(rate(step)).toBeCloseTo(expected, 14);
    });
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps }).map(rex));
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'rex.from: got NaN'],
    [{ from: 1, steps: 3, to: Infinity }, 'rex.to: got Infinity'],
    [{ from: 1, steps: 0 }, 'rex.steps: got 0'],
    [{ from: 1, steps: 3, power: 3 }, 'rex: got option `power`'],
  ])('refuses %o', (options, message) => {
    expect(() => rex(options as never)).toThrow(OptionError);
    expect(() => rex(options as never)).toThrow(message);
  });
});
