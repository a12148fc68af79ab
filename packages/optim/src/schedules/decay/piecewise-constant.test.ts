import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecewiseConstant } from './piecewise-constant.js';

describe('piecewiseConstant', () => {
  it('counts a boundary that is given twice twice, as MultiStepLR does', () => {
    const rate = piecewiseConstant({ from: 1, boundaries: [2, 2, 5], factors: 0.5 });
    expect([0, 1, 2, 3, 4, 5].map(rate)).toEqual([1, 1, 0.25, 0.25, 0.25, 0.125]);
  });

  it('is constant without boundaries', () => {
    expect(piecewiseConstant({ from: 3, boundaries: [] })(100)).toBe(3);
  });

  it('does not follow later changes of the arrays given', () => {
    const [boundaries, factors] = [
      [1, 2],
      [0.5, 4],
    ];
    const rate = piecewiseConstant({ from: 1, boundaries, factors });
    boundaries[0] = 50;
    factors[1] = 0;
    expect([0, 1, 2].map(rate)).toEqual([1, 0.5, 2]);
    expect(rate.config).toMatchObject({ boundaries: [1, 2], factors: [0.5, 4] });
  });

  it('is the same again from its config', () => {
    const { finite, positive, steps } = optionsOfSchedules;
    expectRestored(
      fc
        .tuple(finite, steps, positive)
        .map(([from, first, factors]) =>
          piecewiseConstant({ from, boundaries: [first, first, 2 * first], factors }),
        ),
    );
  });

  it.each([
    [{ from: Number.NaN, boundaries: [] }, 'piecewiseConstant.from: got NaN'],
    [{ from: 1 }, 'piecewiseConstant.boundaries: got undefined, expected a list of integers.'],
    [
      { from: 1, boundaries: [3, 2] },
      'piecewiseConstant.boundaries: got 2, expected an integer ≥ 3.',
    ],
    [{ from: 1, boundaries: [-1] }, 'piecewiseConstant.boundaries: got -1'],
    [{ from: 1, boundaries: [1.5] }, 'piecewiseConstant.boundaries: got 1.5'],
    [{ from: 1, boundaries: [1], factors: Number.NaN }, 'piecewiseConstant.factors: got NaN'],
    [
      { from: 1, boundaries: [1], factors: [1, 2] },
      'piecewiseConstant.factors: got [1, 2], expected a finite number, or 1 of them',
    ],
    [{ from: 1, boundaries: [1], gamma: 1 }, 'piecewiseConstant: got option `gamma`'],
  ])('refuses %o', (options, message) => {
    expect(() => piecewiseConstant(options as never)).toThrow(OptionError);
    expect(() => piecewiseConstant(options as never)).toThrow(message);
  });
});
