import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneCycleMomentum } from './one-cycle-momentum.js';

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

  it('is the same again from its config', () => {
    const { finite, steps, shape } = optionsOfSchedules;
    expectRestored(fc.record({ high: finite, low: finite, steps, shape }).map(oneCycleMomentum));
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
