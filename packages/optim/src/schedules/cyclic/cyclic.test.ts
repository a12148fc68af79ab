import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cyclic } from './cyclic.js';

describe('cyclic', () => {
  it('has its ends and peaks where its steps say, each half as high with triangular2', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 6 }),
        (stepsUp, stepsDown, cycle) => {
          const start = cycle * (stepsUp + stepsDown);
          for (const mode of ['triangular', 'triangular2'] as const) {
            const rate = cyclic({ from: 1, to: 3, stepsUp, stepsDown, mode });
            const height = mode === 'triangular' ? 2 : 2 ** (1 - cycle);
            expect(rate(start)).toBe(1);
            expect(rate(start + stepsUp)).toBe(1 + height);
            expect(rate(start + stepsUp / 2)).toBeCloseTo(1 + height / 2, 12);
            expect(rate(start + stepsUp + stepsDown / 2)).toBeCloseTo(1 + height / 2, 12);
          }
        },
      ),
    );
  });

  it('is as long down as up by default, 2000 steps', () => {
    const rate = cyclic({ from: 0, to: 1 });
    expect([0, 2000, 4000, 6000].map(rate)).toEqual([0, 1, 0, 1]);
  });

  it('moves a momentum the other way with its ends exchanged', () => {
    const rate = cyclic({ from: 0, to: 1, stepsUp: 7, stepsDown: 5 });
    const momentum = cyclic({ from: 0.9, to: 0.8, stepsUp: 7, stepsDown: 5 });
    for (let step = 0; step < 30; step++) {
      expect(momentum(step)).toBeCloseTo(0.9 - 0.1 * rate(step), 14);
    }
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .record({
          from: finite,
          to: finite,
          stepsUp: steps,
          stepsDown: steps,
          mode: fc.constantFrom(
            'triangular' as const,
            'triangular2' as const,
            'exponential' as const,
          ),
          factor: positive,
        })
        .map(cyclic),
    );
  });

  it.each([
    [{ from: Number.NaN, to: 1 }, 'cyclic.from: got NaN'],
    [{ from: 1, to: Infinity }, 'cyclic.to: got Infinity'],
    [{ from: 1, to: 1, stepsUp: 0 }, 'cyclic.stepsUp: got 0, expected an integer ≥ 1.'],
    [{ from: 1, to: 1, stepsDown: 1.5 }, 'cyclic.stepsDown: got 1.5'],
    [
      { from: 1, to: 1, mode: 'exp_range' },
      'cyclic.mode: got "exp_range", expected \'triangular\'',
    ],
    [{ from: 1, to: 1, factor: 0 }, 'cyclic.factor: got 0'],
    [{ from: 1, to: 1, baseMomentum: 0 }, 'cyclic: got option `baseMomentum`'],
  ])('refuses %o', (options, message) => {
    expect(() => cyclic(options as never)).toThrow(OptionError);
    expect(() => cyclic(options as never)).toThrow(message);
  });
});
