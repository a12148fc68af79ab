import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecewiseInterpolate } from './piecewise-interpolate.js';

describe('piecewiseInterpolate', () => {
  it.each(['linear', 'cosine', 'sqrt', 'square'] as const)(
    'meets the product of its factors at each boundary, without a jump: %s',
    (shape) => {
      const rate = piecewiseInterpolate({
        from: 2,
        boundaries: [1000, 1400, 3000],
        factors: [3, 0.5, 2],
        shape,
      });
      [2, 6, 3, 6, 6].forEach((expected, i) => {
        const boundary = [0, 1000, 1400, 3000, 9000][i] as number;
        expect(rate(boundary)).toBe(expected);
        // A step before it, √ is the steepest: 4 · (√1 − √0.999) is less than 0.0021 of the way.
        if (boundary > 0) expect(Math.abs(rate(boundary - 1) - expected)).toBeLessThan(0.02);
      });
    },
  );

  it('is the same again from its config', () => {
    const { finite, positive, shape, steps } = optionsOfSchedules;
    expectRestored(
      fc.tuple(finite, steps, positive, shape).map(([from, first, factor, shape]) =>
        piecewiseInterpolate({
          from,
          boundaries: [first, 2 * first],
          factors: [factor, 2],
          shape,
        }),
      ),
    );
  });

  it.each([
    [{ from: Number.NaN, boundaries: [], factors: 1 }, 'piecewiseInterpolate.from: got NaN'],
    [
      { from: 1, boundaries: [0], factors: 1 },
      'piecewiseInterpolate.boundaries: got 0, expected an integer ≥ 1.',
    ],
    [
      { from: 1, boundaries: [4, 4], factors: 1 },
      'piecewiseInterpolate.boundaries: got 4, expected an integer ≥ 5.',
    ],
    [{ from: 1, boundaries: [4] }, 'piecewiseInterpolate.factors: got undefined'],
    [{ from: 1, boundaries: [4], factors: [] }, 'piecewiseInterpolate.factors: got []'],
    [
      { from: 1, boundaries: [4], factors: 1, shape: 'cubic' },
      'piecewiseInterpolate.shape: got "cubic"',
    ],
    [
      { from: 1, boundaries: [4], factors: 1, scales: 1 },
      'piecewiseInterpolate: got option `scales`',
    ],
  ])('refuses %o', (options, message) => {
    expect(() => piecewiseInterpolate(options as never)).toThrow(OptionError);
    expect(() => piecewiseInterpolate(options as never)).toThrow(message);
  });
});
