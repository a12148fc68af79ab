import { OptionError } from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneCycle } from './one-cycle.js';
import { oneCycleMomentum } from './one-cycle-momentum.js';

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

describe('oneCycleMomentum', () => {
  it('has the momenta of torch 2.13 OneCycleLR(max_lr=1, total_steps=10)', () => {
    const momentum = oneCycleMomentum({ steps: 10 });
    const torch = [
      0.95, 0.9, 0.85, 0.854951556605, 0.868825509907, 0.888873953302, 0.911126046698,
      0.931174490093, 0.945048443395, 0.95,
    ];
    torch.forEach((expected, step) => {
      expect(momentum(step)).toBeCloseTo(expected, 11);
    });
  });

  it('is high in all of a third phase', () => {
    const momentum = oneCycleMomentum({ high: 0.9, low: 0.8, steps: 110, threePhase: true });
    expect([0, 32, 64, 80, 109].map(momentum)).toEqual([0.9, 0.8, 0.9, 0.9, 0.9]);
  });

  it.each([
    [{ steps: 3, high: Number.NaN }, 'oneCycleMomentum.high: got NaN'],
    [{ steps: 3, low: Infinity }, 'oneCycleMomentum.low: got Infinity'],
    [{ steps: 0 }, 'oneCycleMomentum.steps: got 0'],
    [{ steps: 3, rise: -1 }, 'oneCycleMomentum.rise: got -1'],
    [{ steps: 3, peak: 1 }, 'oneCycleMomentum: got option `peak`'],
  ])('refuses %o', (options, message) => {
    expect(() => oneCycleMomentum(options)).toThrow(OptionError);
    expect(() => oneCycleMomentum(options)).toThrow(message);
  });
});
