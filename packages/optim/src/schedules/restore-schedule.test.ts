import { OptionError } from '@nadir/core';
import { expectRestored, optionsOfSchedules } from '@nadir/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  annealTo,
  configOf,
  cosine,
  join,
  limit,
  linearWarmup,
  multiplicative,
  multiply,
  type NamedSchedule,
  offset,
  oneCycleMomentum,
  piecewiseInterpolate,
  restoreSchedule,
  type SavedSchedule,
  scale,
  sgdr,
  warmupCosine,
} from './index.js';

const { finite, positive, shape, steps } = optionsOfSchedules;

/** Schedules within schedules, of each kind that combines them. */
const { nested } = fc.letrec<{ nested: NamedSchedule }>((tie) => {
  const inner = tie('nested');
  return {
    nested: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      fc.record({ from: finite, to: finite, steps, exponent: positive }).map(cosine),
      fc
        .tuple(finite, steps, positive, shape)
        .map(([from, first, factor, shape]) =>
          piecewiseInterpolate({ from, boundaries: [first], factors: [factor], shape }),
        ),
      fc.tuple(inner, inner, steps).map(([a, b, boundary]) => join([a, b], [boundary])),
      fc.tuple(inner, inner).map((parts) => multiply(parts)),
      fc.record({ from: finite, factor: inner }).map((options) => multiplicative(options)),
      fc.tuple(inner, finite).map(([one, factor]) => scale(one, factor)),
      fc.tuple(inner, finite).map(([one, amount]) => offset(one, amount)),
      fc.tuple(inner, finite).map(([one, min]) => limit(one, { min })),
      fc
        .tuple(inner, fc.record({ to: finite, begin: steps, steps, shape }))
        .map(([one, options]) => annealTo(one, options)),
    ),
  };
});

describe('restoreSchedule', () => {
  it('gives the same values again, through JSON, for whatever was put together', () => {
    expectRestored(nested);
  });

  it('saves options with their defaults filled in', () => {
    expect(cosine({ from: 0.1, steps: 10 }).config).toEqual({
      schedule: 'cosine',
      from: 0.1,
      to: 0,
      steps: 10,
      exponent: 1,
    });
    expect(linearWarmup({ to: 0.1, steps: 10 }).config).toEqual({
      schedule: 'linearWarmup',
      from: 0,
      to: 0.1,
      steps: 10,
    });
  });

  it('restores what is put together of other schedules as these', () => {
    const made = [
      warmupCosine({ peak: 1, warmupSteps: 3, steps: 9 }),
      sgdr([{ peak: 1, warmupSteps: 0, steps: 9 }]),
      oneCycleMomentum({ steps: 9 }),
    ];
    for (const schedule of made) {
      const restored = restoreSchedule(JSON.parse(JSON.stringify(schedule.config)));
      for (let step = 0; step < 12; step++) expect(restored(step)).toBe(schedule(step));
    }
    expect(made.map(({ config }) => config.schedule)).toEqual(['join', 'join', 'oneCycle']);
  });

  it('finds nothing to save in a plain function', () => {
    expect(configOf((step) => step)).toBeUndefined();
  });

  it.each([
    [
      { schedule: 'sine', from: 1 },
      'restoreSchedule: got the schedule "sine", expected one that this program has: ',
    ],
    [{ schedule: 'sine', from: 1 }, ' annealTo, chebyshev, '],
    [{ schedule: 'constructor' }, 'restoreSchedule: got the schedule "constructor"'],
    [null, 'restoreSchedule: got null, expected { schedule: name, … }.'],
    ['cosine', 'restoreSchedule: got "cosine", expected { schedule: name, … }.'],
    [{ schedule: 'constant' }, 'constant.value: got undefined'],
    [{ schedule: 'constant', value: 1, extra: 2 }, 'constant: got option `extra`'],
    [{ schedule: 'cosine', from: null, to: 0, steps: 3 }, 'cosine.from: got null'],
    [{ schedule: 'cosine', from: 1, to: 0, steps: 0 }, 'cosine.steps: got 0'],
    [{ schedule: 'join', schedules: 3, boundaries: [] }, 'join.schedules: got 3'],
    [
      { schedule: 'join', schedules: [{ schedule: 'sine' }], boundaries: [] },
      'restoreSchedule: got the schedule "sine"',
    ],
    [{ schedule: 'join', schedules: [{}], boundaries: [] }, 'join.schedules[0]: got an object'],
    [{ schedule: 'scale', inner: { schedule: 'constant', value: 1 }, factor: 'x' }, 'scale.factor'],
    [{ schedule: 'scale', factor: 1 }, 'scale: got undefined, expected a schedule.'],
    [{ schedule: 'multiply', schedules: {} }, 'multiply.schedules: got an object'],
    [{ schedule: 'multiply', schedules: [], extra: 1 }, 'multiply: got option `extra`'],
    [{ schedule: 'multiplicative', from: 1, factor: 2 }, 'multiplicative.factor: got 2'],
    [{ schedule: 'offset', inner: { schedule: 'constant', value: 1 } }, 'offset.amount'],
    [{ schedule: 'limit', inner: { schedule: 'constant', value: 1 }, to: 1 }, 'option `to`'],
    [{ schedule: 'annealTo', to: 1, begin: 2 }, 'annealTo: got undefined, expected a schedule.'],
    [{ schedule: 'piecewiseConstant', from: 1, boundaries: 3 }, 'piecewiseConstant.boundaries'],
  ])('refuses %o', (config, message) => {
    const restore = () => restoreSchedule(config as SavedSchedule);
    expect(restore).toThrow(OptionError);
    expect(restore).toThrow(message);
  });
});
