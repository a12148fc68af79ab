import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneCycle } from './one-cycle.js';

describe('oneCycle', () => {
  it('has the rates of torch 2.13 OneCycleLR(max_lr=1, total_steps=10)', () => {
    const rate = oneCycle({ peak: 1, steps: 10 });
    const torch = [
      0.04, 0.52, 1, 0.950484632013, 0.81174565395, 0.611262021936, 0.388741978064, 0.18825834605,
      0.0495193679865, 4e-6,
    ];
    torch.forEach((expected, step) => {
      expect(rate(step)).toBeCloseTo(expected, 11);
    });
  });

  it('ends at its peak where all of it rises, as in torch 2.13', () => {
    const rate = oneCycle({ peak: 1, steps: 10, rise: 1, shape: 'linear' });
    const torch = [0.04, 0.146667, 0.253333, 0.36, 0.466667, 0.573333, 0.68, 0.786667, 0.893333, 1];
    torch.forEach((expected, step) => {
      expect(rate(step)).toBeCloseTo(expected, 6);
    });
    expect(rate(10)).toBe(1);
    expect(oneCycle({ peak: 1, steps: 1, rise: 1 })(0)).toBe(1);
  });

  it('peaks, turns back and ends where its phases say', () => {
    // Phases end at 0.3 · 110 − 1 = 32 and 109, or at 32, 64 and 109.
    const two = oneCycle({ peak: 3, from: 1, to: 0.1, steps: 110 });
    expect([0, 32, 109, 110, 1e6].map(two)).toEqual([1, 3, 0.1, 0.1, 0.1]);
    const three = oneCycle({ peak: 3, from: 1, to: 0.1, steps: 110, threePhase: true });
    expect([0, 32, 64, 109, 110].map(three)).toEqual([1, 3, 1, 0.1, 0.1]);
  });

  it('is without jumps and within its values, whatever its phases', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.boolean(),
        (steps, rise, threePhase) => {
          const rate = oneCycle({ peak: 3, from: 1, to: 0.5, steps, rise, threePhase });
          for (let step = 0; step <= steps; step++) {
            expect(rate(step)).toBeGreaterThanOrEqual(0.5 - 1e-12);
            expect(rate(step)).toBeLessThanOrEqual(3 + 1e-12);
          }
          expect(rate(steps - 1)).toBe(0.5);
        },
      ),
    );
  });

  it('is the same again from its config', () => {
    const { finite, shape, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .record({
          from: finite,
          to: finite,
          peak: finite,
          steps,
          rise: fc.double({ min: 0, max: 0.5, noNaN: true }),
          shape,
          threePhase: fc.boolean(),
        })
        .map(oneCycle),
    );
  });

  it.each([
    [{ peak: Number.NaN, steps: 3 }, 'oneCycle.peak: got NaN'],
    [{ peak: 1, from: Infinity, steps: 3 }, 'oneCycle.from: got Infinity'],
    [{ peak: 1, to: Number.NaN, steps: 3 }, 'oneCycle.to: got NaN'],
    [{ peak: 1, steps: 0 }, 'oneCycle.steps: got 0, expected an integer ≥ 1.'],
    [{ peak: 1, steps: 3, rise: 1.5 }, 'oneCycle.rise: got 1.5, expected a number in [0, 1].'],
    [{ peak: 1, steps: 3, rise: 0.6, threePhase: true }, 'oneCycle.rise: got 0.6, expected a'],
    [{ peak: 1, steps: 3, shape: 'cos' }, 'oneCycle.shape: got "cos"'],
    [{ peak: 1, steps: 3, threePhase: 1 }, 'oneCycle.threePhase: got 1'],
    [{ peak: 1, steps: 3, maxLr: 1 }, 'oneCycle: got option `maxLr`'],
  ])('refuses %o', (options, message) => {
    expect(() => oneCycle(options as never)).toThrow(OptionError);
    expect(() => oneCycle(options as never)).toThrow(message);
  });
});
