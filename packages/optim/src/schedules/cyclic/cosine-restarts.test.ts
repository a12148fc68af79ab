import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosineRestarts } from './cosine-restarts.js';

describe('cosineRestarts', () => {
  it('starts each cycle anew, at the height that is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        (steps, growth, decay, cycle) => {
          const rate = cosineRestarts({ from: 3, to: 1, steps, growth, decay });
          let start = 0;
          for (let i = 0; i < cycle; i++) start += steps * growth ** i;
          expect(rate(start)).toBeCloseTo(1 + 2 * decay ** cycle, 12);
          const half = start + (steps * growth ** cycle) / 2;
          expect(rate(half)).toBeCloseTo(1 + decay ** cycle, 9);
        },
      ),
    );
  });

  it('is CosineAnnealingWarmRestarts.step(epoch) of torch 2.13 at fractions of an epoch', () => {
    // CosineAnnealingWarmRestarts(T_0=3, T_mult=2, eta_min=0.1) on the rate 1, step(0.25), step(2.75), …
    const rate = cosineRestarts({ from: 1, to: 0.1, steps: 3, growth: 2 });
    const torch: [number, number][] = [
      [0.25, 0.9846666218301],
      [2.75, 0.1153333781699],
      [3.5, 0.9846666218301],
      [8.875, 0.1009634845426],
      [9, 1.0],
      [20.125, 0.1117553593252],
    ];
    for (const [epoch, expected] of torch) expect(rate(epoch)).toBeCloseTo(expected, 12);
  });

  it('stays at its end after a number of cycles', () => {
    const rate = cosineRestarts({ from: 2, to: 0.5, steps: 4, growth: 2, cycles: 2 });
    expect(rate(11)).toBeGreaterThan(0.5);
    expect([12, 13, 1e6].map(rate)).toEqual([0.5, 0.5, 0.5]);
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .record({
          from: finite,
          to: finite,
          steps,
          growth: fc.double({ min: 1, max: 3, noNaN: true }),
          decay: positive,
          cycles: fc.option(fc.integer({ min: 1, max: 5 })),
        })
        .map(cosineRestarts),
    );
  });

  it.each([
    [{ from: Number.NaN, steps: 3 }, 'cosineRestarts.from: got NaN'],
    [{ from: 1, to: Infinity, steps: 3 }, 'cosineRestarts.to: got Infinity'],
    [{ from: 1, steps: 0 }, 'cosineRestarts.steps: got 0, expected a finite number > 0.'],
    [{ from: 1, steps: 3, growth: 0.5 }, 'cosineRestarts.growth: got 0.5, expected a number ≥ 1.'],
    [{ from: 1, steps: 3, growth: Number.NaN }, 'cosineRestarts.growth: got NaN'],
    [{ from: 1, steps: 3, decay: 0 }, 'cosineRestarts.decay: got 0'],
    [{ from: 1, steps: 3, cycles: 0 }, 'cosineRestarts.cycles: got 0, expected an integer ≥ 1.'],
    [{ from: 1, steps: 3, tMult: 2 }, 'cosineRestarts: got option `tMult`'],
  ])('refuses %o', (options, message) => {
    expect(() => cosineRestarts(options)).toThrow(OptionError);
    expect(() => cosineRestarts(options)).toThrow(message);
  });
});
