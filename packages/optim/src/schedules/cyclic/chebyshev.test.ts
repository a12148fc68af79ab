import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chebyshev } from './chebyshev.js';

/** The Chebyshev polynomial of degree n beyond 1. */
const chebyshevAt = (n: number, x: number) => Math.cosh(n * Math.acosh(x));

describe('chebyshev', () => {
  it('makes the error of a quadratic smaller by T_T((M + m) / (M − m)) in a round', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 4, 8, 16, 32),
        fc.double({ min: 0.02, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (steps, smallest, share) => {
          const rate = chebyshev({ smallest, largest: 1, steps });
          const curvature = smallest + share * (1 - smallest);
          let error = 1;
          for (let step = 0; step < steps; step++) error *= 1 - rate(step) * curvature;
          const bound = 1 / chebyshevAt(steps, (1 + smallest) / (1 - smallest));
          expect(Math.abs(error)).toBeLessThanOrEqual(bound * (1 + 1e-6) + 1e-12);
        },
      ),
    );
  });

  it('takes the fractal order, and begins it again', () => {
    // Of 8 roots: 0 7 3 4 1 6 2 5, by interlacing [0 3 1 2] with 7 minus each.
    const rate = chebyshev({ smallest: 0.1, largest: 1, steps: 8 });
    [0, 7, 3, 4, 1, 6, 2, 5].forEach((root, step) => {
      const expected = 1 / (0.55 - 0.45 * Math.cos(((root + 0.5) * Math.PI) / 8));
      expect(rate(step)).toBeCloseTo(expected, 12);
      expect(rate(step + 24)).toBe(rate(step));
    });
  });

  it('is the same again from its config', () => {
    const { positive } = optionsOfSchedules;
    expectRestored(
      fc
        .tuple(positive, positive)
        .map(([smallest, more]) => chebyshev({ smallest, largest: smallest + more, steps: 16 })),
    );
  });

  it.each([
    [{ smallest: 0, largest: 1, steps: 4 }, 'chebyshev.smallest: got 0'],
    [{ smallest: 1, largest: Number.NaN, steps: 4 }, 'chebyshev.largest: got NaN'],
    [{ smallest: 2, largest: 1, steps: 4 }, 'chebyshev.smallest: got 2, expected at most largest'],
    [{ smallest: 1, largest: 2, steps: 6 }, 'chebyshev.steps: got 6, expected a power of 2.'],
    [{ smallest: 1, largest: 2, steps: 0.5 }, 'chebyshev.steps: got 0.5'],
    [{ smallest: 1, largest: 2, steps: '4' }, 'chebyshev.steps: got "4"'],
    [{ smallest: 1, largest: 2, steps: 4, m: 1 }, 'chebyshev: got option `m`'],
  ])('refuses %o', (options, message) => {
    expect(() => chebyshev(options as never)).toThrow(OptionError);
    expect(() => chebyshev(options as never)).toThrow(message);
  });
});
