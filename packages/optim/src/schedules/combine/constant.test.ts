import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import { describe, expect, it } from 'vitest';
import { constant } from './constant.js';

describe('constant', () => {
  it('has one value at every step', () => {
    const schedule = constant(-0.25);
    expect([0, 1, 1e9].map(schedule)).toEqual([-0.25, -0.25, -0.25]);
  });

  it('is the same again from its config', () => {
    const { finite } = optionsOfSchedules;
    expectRestored(finite.map(constant));
  });

  it.each([Number.NaN, Infinity, '1'])('refuses %s', (value) => {
    expect(() => constant(value as number)).toThrow(OptionError);
    expect(() => constant(value as number)).toThrow(/^constant\.value: got .*, expected a finite/);
  });
});
