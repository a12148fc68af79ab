import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cosine } from '../decay/cosine.js';
import { configOf } from '../named-schedule.js';
import { constant } from './constant.js';
import { limit } from './limit.js';

const identity = (step: number) => step;

describe('limit', () => {
  it.each([
    [{ min: 2 }, [2, 2, 2, 3, 4]],
    [{ max: 3 }, [0, 1, 2, 3, 3]],
    [{ min: 1, max: 3 }, [1, 1, 2, 3, 3]],
    [{ min: 2, max: 2 }, [2, 2, 2, 2, 2]],
    [{}, [0, 1, 2, 3, 4]],
  ])('keeps values within %o', (options, expected) => {
    expect([0, 1, 2, 3, 4].map(limit(identity, options))).toEqual(expected);
  });

  it('can be saved if its schedule can', () => {
    expect(limit(constant(1), { min: 2 }).config).toMatchObject({ min: 2, max: null });
    expect(configOf(limit(identity, { min: 2 }))).toBeUndefined();
  });

  it('is the same again from its config', () => {
    const { finite, steps } = optionsOfSchedules;
    const part = fc.record({ from: finite, to: finite, steps }).map(cosine);
    expectRestored(
      fc
        .tuple(part, fc.option(finite))
        .map(([one, min]) => limit(one, { min, max: min === null ? null : min + 1 })),
    );
  });

  it.each([
    [{ min: Number.NaN }, 'limit.min: got NaN, expected a finite number.'],
    [{ max: Infinity }, 'limit.max: got Infinity'],
    [{ min: 2, max: 1 }, 'limit.min: got 2, expected at most max, 1.'],
    [{ to: 2 }, 'limit: got option `to`'],
  ])('refuses %o', (options, message) => {
    expect(() => limit(identity, options as never)).toThrow(OptionError);
    expect(() => limit(identity, options as never)).toThrow(message);
  });

  it('refuses what is no schedule', () => {
    expect(() => limit(1 as never, { min: 2 })).toThrow('limit: got 1, expected a schedule.');
  });
});
