import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearWarmup } from './linear-warmup.js';

describe('linearWarmup', () => {
  it('gives the rates of torch 2.13 LinearLR(start_factor=0.25, end_factor=1, total_iters=40)', () => {
    const rate = linearWarmup({ from: 0.25 * 0.3, to: 0.3, steps: 40 });
    const torch = [0.075, 0.13125, 0.1875, 0.24375, 0.3, 0.3, 0.3];
    torch.forEach((expected, i) => {
      expect(rate(10 * i)).toBeCloseTo(expected, 12);
    });
  });

  it('lies on the chord between its ends for 200 steps, from 0 if no start is given', () => {
    const rate = linearWarmup({ to: 0.7, steps: 200 });
    for (let step = 0; step <= 200; step++) {
      // Two-point form of a line: y / y₁ = x / x₁.
      expect(rate(step) * 200).toBeCloseTo(0.7 * step, 10);
    }
  });

  it('has exactly its end value from the last step on', () => {
    const rate = linearWarmup({ from: 0.3, to: 0.1, steps: 7 });
    expect(rate(0)).toBe(0.3);
    expect(rate(6)).toBeGreaterThan(0.1);
    expect([7, 8, 1e6].map(rate)).toEqual([0.1, 0.1, 0.1]);
  });

  it('is at its end from the start when there are no steps', () => {
    expect(linearWarmup({ to: 2, steps: 0 })(0)).toBe(2);
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    expectRestored(fc.record({ from: finite, to: finite, steps }).map(linearWarmup));
  });

  it.each([
    [{ to: Number.NaN, steps: 3 }, 'linearWarmup.to: got NaN, expected a finite number.'],
    [{ from: Infinity, to: 1, steps: 3 }, 'linearWarmup.from: got Infinity'],
    [{ to: 1, steps: Number.NaN }, 'linearWarmup.steps: got NaN, expected an integer ≥ 0.'],
    [{ to: 1, steps: 2.5 }, 'linearWarmup.steps: got 2.5'],
    [{ to: 1, steps: -1 }, 'linearWarmup.steps: got -1'],
    [{ to: 1, steps: 3, peak: 1 }, 'linearWarmup: got option `peak`'],
  ])('refuses %o', (options, message) => {
    expect(() => linearWarmup(options)).toThrow(OptionError);
    expect(() => linearWarmup(options)).toThrow(message);
  });
});
