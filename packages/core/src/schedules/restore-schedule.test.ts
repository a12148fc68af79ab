import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../errors.js';
import { constant } from './constant.js';
import { cosine } from './cosine.js';
import { join } from './join.js';
import { linearWarmup } from './linear-warmup.js';
import { configOf, type NamedSchedule, type SavedSchedule } from './named-schedule.js';
import { restoreSchedule } from './restore-schedule.js';
import { scale } from './scale.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
const steps = fc.integer({ min: 1, max: 40 });
const { schedule: anySchedule } = fc.letrec<{ schedule: NamedSchedule }>((tie) => ({
  schedule: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    finite.map(constant),
    fc.record({ from: finite, to: finite, steps }).map(linearWarmup),
    fc.record({ from: finite, to: finite, steps }).map(cosine),
    fc.tuple(tie('schedule'), finite).map(([inner, factor]) => scale(inner, factor)),
    fc
      .tuple(tie('schedule'), tie('schedule'), steps)
      .map(([a, b, boundary]) => join([a, b], [boundary])),
  ),
}));

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
    });
    expect(linearWarmup({ to: 0.1, steps: 10 }).config).toEqual({
      schedule: 'linearWarmup',
      from: 0,
      to: 0.1,
      steps: 10,
    });
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
  ])('refuses %o', (config, message) => {
    const restore = () => restoreSchedule(config as SavedSchedule);
    expect(restore).toThrow(OptionError);
    expect(restore).toThrow(message);
  });
});
