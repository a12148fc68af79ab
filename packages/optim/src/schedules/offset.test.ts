import { OptionError } from '@nadir/core';
import { describe, expect, it } from 'vitest';
import { constant } from './constant.js';
import { configOf } from './named-schedule.js';
import { offset } from './offset.js';

describe('offset', () => {
  it('adds to each value', () => {
    expect([0, 1, 5].map(offset((step) => step, -0.5))).toEqual([-0.5, 0.5, 4.5]);
  });

  it('can be saved if its schedule can', () => {
    expect(offset(constant(1), 2).config).toEqual({
      schedule: 'offset',
      inner: { schedule: 'constant', value: 1 },
      amount: 2,
    });
    expect(configOf(offset((step) => step, 2))).toBeUndefined();
  });

  it('refuses an amount that is not finite, and what is no schedule', () => {
    expect(() => offset(constant(1), Number.NaN)).toThrow(OptionError);
    expect(() => offset(constant(1), Infinity)).toThrow('offset.amount: got Infinity');
    expect(() => offset(1 as never, 2)).toThrow('Write `constant(x)` for a number x.');
  });
});
