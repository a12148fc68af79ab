import { OptionError } from '@nadir/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CurveShape } from './curve-shape.js';
import {
  annealTo,
  type CyclicMode,
  chebyshev,
  configOf,
  constant,
  constantWarmup,
  cosine,
  cosineAnnealing,
  cosineRestarts,
  cyclic,
  decayWarmup,
  exponentialDecay,
  exponentialWarmup,
  inverseSqrt,
  inverseTimeDecay,
  join,
  limit,
  linearWarmup,
  multiplicative,
  multiply,
  type NamedSchedule,
  noam,
  offset,
  oneCycle,
  oneCycleMomentum,
  piecewiseConstant,
  piecewiseInterpolate,
  polynomial,
  powerFunctionDecay,
  restoreSchedule,
  rex,
  type SavedSchedule,
  scale,
  sgdr,
  stepDecay,
  tanhDecay,
  warmupCosine,
  warmupStableDecay,
} from './index.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const positive = fc.double({ noNaN: true, min: 0.01, max: 3 });
const share = fc.double({ noNaN: true, min: 0, max: 0.99 });
const steps = fc.integer({ min: 1, max: 40 });
const shape = fc.constantFrom<CurveShape>('linear', 'cosine', 'sqrt', 'square');
const ends = { from: finite, to: finite };

/** Any schedule that can be saved: of each kind, with options all over their ranges. */
const { schedule: anySchedule } = fc.letrec<{ schedule: NamedSchedule }>((tie) => {
  const inner = tie('schedule');
  const kinds: { readonly [Name in SavedSchedule['schedule']]: fc.Arbitrary<NamedSchedule> } = {
    constant: finite.map(constant),
    constantWarmup: fc.record({ ...ends, steps }).map(constantWarmup),
    linearWarmup: fc.record({ ...ends, steps }).map(linearWarmup),
    exponentialWarmup: fc.record({ ...ends, steps: positive }).map(exponentialWarmup),
    exponentialDecay: fc
      .record({ from: finite, factor: positive, every: steps })
      .map(exponentialDecay),
    stepDecay: fc.record({ from: finite, factor: positive, every: steps }).map(stepDecay),
    inverseTimeDecay: fc
      .record({ from: finite, rate: positive, every: steps })
      .map(inverseTimeDecay),
    piecewiseConstant: fc
      .tuple(finite, steps, positive)
      .map(([from, first, factor]) =>
        piecewiseConstant({ from, boundaries: [first, first, 2 * first], factors: factor }),
      ),
    piecewiseInterpolate: fc
      .tuple(finite, steps, positive, shape)
      .map(([from, first, factor, shape]) =>
        piecewiseInterpolate({
          from,
          boundaries: [first, 2 * first],
          factors: [factor, 2],
          shape,
        }),
      ),
    polynomial: fc.record({ ...ends, power: positive, steps }).map(polynomial),
    cosine: fc.record({ ...ends, steps, exponent: positive }).map(cosine),
    cosineAnnealing: fc.record({ ...ends, steps }).map(cosineAnnealing),
    cosineRestarts: fc
      .record({
        ...ends,
        steps,
        growth: fc.double({ min: 1, max: 3, noNaN: true }),
        decay: positive,
        cycles: fc.option(fc.integer({ min: 1, max: 5 })),
      })
      .map(cosineRestarts),
    tanhDecay: fc.record({ ...ends, steps, upper: positive }).map(tanhDecay),
    rex: fc.record({ ...ends, steps }).map(rex),
    chebyshev: fc
      .tuple(positive, positive)
      .map(([m, more]) => chebyshev({ smallest: m, largest: m + more, steps: 16 })),
    cyclic: fc
      .record({
        ...ends,
        stepsUp: steps,
        stepsDown: steps,
        mode: fc.constantFrom<CyclicMode>('triangular', 'triangular2', 'exponential'),
        factor: positive,
      })
      .map(cyclic),
    oneCycle: fc
      .record({
        ...ends,
        peak: finite,
        steps,
        rise: fc.double({ min: 0, max: 0.5, noNaN: true }),
        shape,
        threePhase: fc.boolean(),
      })
      .map(oneCycle),
    inverseSqrt: fc.record({ from: finite, peak: finite, warmupSteps: steps }).map(inverseSqrt),
    noam: fc.record({ modelSize: steps, warmupSteps: steps, factor: finite }).map(noam),
    warmupStableDecay: fc
      .record({
        ...ends,
        peak: finite,
        warmupSteps: steps,
        stableSteps: steps,
        decaySteps: steps,
        shape,
      })
      .map(warmupStableDecay),
    decayWarmup: fc
      .record({ to: share, from: share, timescale: positive, power: positive })
      .map(decayWarmup),
    powerFunctionDecay: fc
      .record({ width: fc.double({ min: 0.01, max: 0.28, noNaN: true }) })
      .map(powerFunctionDecay),
    join: fc.tuple(inner, inner, steps).map(([a, b, boundary]) => join([a, b], [boundary])),
    multiply: fc.tuple(inner, inner).map((parts) => multiply(parts)),
    multiplicative: fc
      .record({ from: finite, factor: inner })
      .map((given) => multiplicative(given)),
    scale: fc.tuple(inner, finite).map(([one, factor]) => scale(one, factor)),
    offset: fc.tuple(inner, finite).map(([one, amount]) => offset(one, amount)),
    limit: fc
      .tuple(inner, fc.option(finite))
      .map(([one, min]) => limit(one, { min, max: min === null ? null : min + 1 })),
    annealTo: fc
      .tuple(inner, fc.record({ to: finite, begin: steps, steps, shape }))
      .map(([one, options]) => annealTo(one, options)),
  };
  const all = Object.values(kinds);
  // The first is what a schedule within another is cut short to.
  return {
    schedule: fc.oneof({ maxDepth: 2, withCrossShrink: true }, all[0] as (typeof all)[0], ...all),
  };
});

describe('restoreSchedule', () => {
  it('gives the same values again, through JSON, for whatever was built', () => {
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        const text = JSON.stringify(schedule.config);
        const restored = restoreSchedule(JSON.parse(text) as SavedSchedule);
        for (let step = 0; step < 90; step += 7) {
          // JSON knows no −0, and the sign of a zero rate has no effect.
          expect(restored(step) + 0).toBe(schedule(step) + 0);
        }
        expect(JSON.stringify(restored.config)).toBe(text);
      }),
    );
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

  it('keeps schedules and their configs from being changed', () => {
    const schedule = join([constant(1), constant(2)], [5]);
    expect(() => Object.assign(schedule, { config: undefined })).toThrow(TypeError);
    expect(() => Object.assign(schedule.config, { boundaries: [] })).toThrow(TypeError);
  });

  it.each([
    [{ schedule: 'sine', from: 1 }, 'restoreSchedule: got "sine", expected one of constant,'],
    [{ schedule: 'constructor' }, 'restoreSchedule: got "constructor"'],
    [null, 'restoreSchedule: got null'],
    ['cosine', 'restoreSchedule: got "cosine", expected one of'],
    [{ schedule: 'constant' }, 'constant.value: got undefined'],
    [{ schedule: 'constant', value: 1, extra: 2 }, 'constant: got option `extra`'],
    [{ schedule: 'cosine', from: null, to: 0, steps: 3 }, 'cosine.from: got null'],
    [{ schedule: 'cosine', from: 1, to: 0, steps: 0 }, 'cosine.steps: got 0'],
    [{ schedule: 'join', schedules: 3, boundaries: [] }, 'join.schedules: got 3'],
    [{ schedule: 'join', schedules: [{}], boundaries: [] }, 'restoreSchedule: got an object'],
    [{ schedule: 'scale', inner: { schedule: 'constant', value: 1 }, factor: 'x' }, 'scale.factor'],
    [{ schedule: 'scale', factor: 1 }, 'restoreSchedule: got undefined'],
    [{ schedule: 'multiply', schedules: {} }, 'multiply.schedules: got an object'],
    [{ schedule: 'multiply', schedules: [], extra: 1 }, 'multiply: got option `extra`'],
    [{ schedule: 'multiplicative', from: 1, factor: 2 }, 'restoreSchedule: got 2'],
    [{ schedule: 'offset', inner: { schedule: 'constant', value: 1 } }, 'offset.amount'],
    [{ schedule: 'limit', inner: { schedule: 'constant', value: 1 }, to: 1 }, 'option `to`'],
    [{ schedule: 'annealTo', to: 1, begin: 2 }, 'restoreSchedule: got undefined'],
    [{ schedule: 'piecewiseConstant', from: 1, boundaries: 3 }, 'piecewiseConstant.boundaries'],
  ])('refuses %o', (config, message) => {
    const restore = () => restoreSchedule(config as SavedSchedule);
    expect(restore).toThrow(OptionError);
    expect(restore).toThrow(message);
  });
});
