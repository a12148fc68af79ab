import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { scale } from './scale.js';

describe('scale', () => {
  it('multiplies each value', () => {
    const schedule = scale((step) => step + 1, -0.5);
    expect([0, 1, 5].map(schedule)).toEqual([-0.5, -1, -3]);
  });

  it('can be saved if its schedule can', () => {
    const inner = cosine({ from: 1, steps: 10 });
    expect(scale(inner, 0.1).config).toEqual({
      schedule: 'scale',
      inner: inner.config,
      factor: 0.1,
    });
    expect(configOf(scale((step) => step, 2))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(fc.tuple(part, finite).map(([one, factor]) => scale(one, factor)));
  });

  it('refuses a factor that is not finite', () => {
    expect(() => scale((step) => step, Number.NaN)).toThrow(OptionError);
    expect(() => scale((step) => step, Infinity)).toThrow('scale.factor: got Infinity');
  });

  it('refuses a number in place of a schedule, and says what to write', () => {
    expect(() => scale(0.1 as never, 2)).toThrow('Write `constant(x)` for a number x.');
  });
});
