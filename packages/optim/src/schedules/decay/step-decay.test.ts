import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepDecay } from './step-decay.js';

describe('stepDecay', () => {
  it('jumps to a tenth by default, and is constant between', () => {
    const rate = stepDecay({ from: 1, every: 3 });
    [1, 1, 1, 0.1, 0.1, 0.1, 0.01].forEach((expected, step) => {
      expect(rate(step)).toBeCloseTo(expected, 15);
    });
    expect(rate(2)).toBe(1);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, factor: positive, every: steps }).map(stepDecay));
  });

  it.each([
    [{ from: Number.NaN, every: 3 }, 'stepDecay.from: got NaN'],
    [{ from: 1, every: 3, factor: Infinity }, 'stepDecay.factor: got Infinity'],
    [{ from: 1, every: 0 }, 'stepDecay.every: got 0, expected an integer ≥ 1.'],
    [{ from: 1, every: 2.5 }, 'stepDecay.every: got 2.5'],
    [{ from: 1, every: 3, stepSize: 2 }, 'stepDecay: got option `stepSize`'],
  ])('refuses %o', (options, message) => {
    expect(() => stepDecay(options as never)).toThrow(OptionError);
    expect(() => stepDecay(options as never)).toThrow(message);
  });
});
