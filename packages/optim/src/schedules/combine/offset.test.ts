import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { constant } from './constant.js';
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

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(fc.tuple(part, finite).map(([one, amount]) => offset(one, amount)));
  });

  it('refuses an amount that is not finite, and what is no schedule', () => {
    expect(() => offset(constant(1), Number.NaN)).toThrow(OptionError);
    expect(() => offset(constant(1), Infinity)).toThrow('offset.amount: got Infinity');
    expect(() => offset(1 as never, 2)).toThrow('Write `constant(x)` for a number x.');
  });
});
