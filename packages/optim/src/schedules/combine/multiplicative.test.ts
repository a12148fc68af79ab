import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { constant } from './constant.js';
import { multiplicative } from './multiplicative.js';

describe('multiplicative', () => {
  it('multiplies the factors of all steps but the first', () => {
    // 1 · 2 · 3 · … = step!
    const factorial = multiplicative({ from: 1, factor: (step) => step });
    expect([0, 1, 2, 3, 4, 5].map(factorial)).toEqual([1, 1, 2, 6, 24, 120]);
  });

  it('does not depend on what was asked before', () => {
    const factor = (step: number) => 1 + Math.sin(step) / 3;
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 })), (steps) => {
        const used = multiplicative({ from: 2, factor });
        for (const step of steps) {
          expect(used(step)).toBe(multiplicative({ from: 2, factor })(step));
        }
      }),
    );
  });

  it('asks for each factor once when asked step after step', () => {
    let calls = 0;
    const schedule = multiplicative({ from: 1, factor: () => ++calls && 1 });
    for (let step = 0; step < 100; step++) schedule(step);
    expect(calls).toBe(99);
  });

  it('can be saved if its factor can', () => {
    expect(multiplicative({ from: 2, factor: constant(0.5) }).config).toEqual({
      schedule: 'multiplicative',
      from: 2,
      factor: { schedule: 'constant', value: 0.5 },
    });
    expect(configOf(multiplicative({ from: 2, factor: (step) => step }))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(
      fc.record({ from: finite, factor: part }).map((options) => multiplicative(options)),
    );
  });

  it.each([
    [{ from: Number.NaN, factor: constant(1) }, 'multiplicative.from: got NaN'],
    [{ from: 1, factor: 0.5 }, 'multiplicative.factor: got 0.5, expected a schedule.'],
    [{ from: 1, factor: constant(1), steps: 1 }, 'multiplicative: got option `steps`'],
  ])('refuses %o', (options, message) => {
    expect(() => multiplicative(options as never)).toThrow(OptionError);
    expect(() => multiplicative(options as never)).toThrow(message);
  });
});
