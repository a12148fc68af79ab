import { OptionError } from '@nadir/core';
import { expectRestored } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exponentOf, powerFunctionDecay } from './power-function-decay.js';

describe('exponentOf', () => {
  it.each([
    // numpy.roots of the cubic, as in the authors' program.
    [0.05, 16.9721986],
    [0.1, 6.93720394],
    [0.25, 0.71982396],
    // The mean of all, γ = 0, has the width of a uniform distribution.
    [Math.sqrt(1 / 12), 0],
  ])('of the width %d is %d', (width, expected) => {
    expect(exponentOf(width)).toBeCloseTo(expected, 6);
  });

  it('gives back the width by its formula', () => {
    for (const width of [0.001, 0.01, 0.07, 0.2, 0.28]) {
      const g = exponentOf(width);
      expect(Math.sqrt((g + 1) / ((g + 2) ** 2 * (g + 3)))).toBeCloseTo(width, 12);
    }
  });
});

describe('powerFunctionDecay', () => {
  it('forgets all before the first update and remembers ever more', () => {
    const decay = powerFunctionDecay({ width: 0.1 });
    expect(decay(0)).toBe(0);
    // (1 − 1/t)^(γ + 1) at t = 1000 is near 1 − 7.93720394/1000.
    expect(decay(999)).toBeCloseTo((1 - 1 / 1000) ** 7.93720394, 8);
  });

  it('is the decay 1 − 1/t of a plain mean at the greatest width', () => {
    const decay = powerFunctionDecay({ width: Math.sqrt(1 / 12) });
    for (const t of [1, 2, 3, 10]) expect(decay(t - 1)).toBeCloseTo(1 - 1 / t, 6);
  });

  it('is the same again from its config', () => {
    expectRestored(
      fc
        .record({ width: fc.double({ min: 0.01, max: 0.28, noNaN: true }) })
        .map(powerFunctionDecay),
    );
  });

  it.each([
    [{ width: 0 }, 'powerFunctionDecay.width: got 0, expected a number in (0, 1/√12].'],
    [{ width: 0.29 }, 'powerFunctionDecay.width: got 0.29'],
    [{ width: Number.NaN }, 'powerFunctionDecay.width: got NaN'],
    [{ width: 0.1, sigma: 1 }, 'powerFunctionDecay: got option `sigma`'],
  ])('refuses %o', (options, message) => {
    expect(() => powerFunctionDecay(options)).toThrow(OptionError);
    expect(() => powerFunctionDecay(options)).toThrow(message);
  });
});
