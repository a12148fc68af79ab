import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { linearWarmup } from '../warmup/linear-warmup.js';
import { constant } from './constant.js';
import { multiply } from './multiply.js';

const identity = (step: number) => step;

describe('multiply', () => {
  it('multiplies the values of each step', () => {
    const schedule = multiply([identity, constant(0.5), (step) => step + 1]);
    expect([0, 1, 2, 3].map(schedule)).toEqual([0, 1, 3, 6]);
    expect(multiply([identity])(7)).toBe(7);
  });

  it('can be saved if all of its schedules can, and does not follow a later change', () => {
    const parts = [linearWarmup({ to: 1, steps: 4 }), constant(3)];
    const schedule = multiply(parts);
    parts[1] = constant(100);
    expect(schedule(2)).toBe(1.5);
    expect(schedule.config).toMatchObject({ schedules: [{ to: 1 }, { value: 3 }] });
    expect(configOf(multiply([constant(1), identity]))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(fc.tuple(part, part).map((parts) => multiply(parts)));
  });

  it.each([
    [[], 'multiply.schedules: got [], expected a list of at least one schedule.'],
    [identity, 'multiply.schedules: got a function'],
    [[identity, 2], 'multiply.schedules[1]: got 2, expected a schedule.'],
  ])('refuses %o', (schedules, message) => {
    expect(() => multiply(schedules as never)).toThrow(OptionError);
    expect(() => multiply(schedules as never)).toThrow(message);
  });
});
