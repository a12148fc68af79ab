import type { Schedule } from '@nadir/core';
import {
  constant,
  cosine,
  cosineRestarts,
  exponentialDecay,
  join,
  linearWarmup,
  type NamedSchedule,
  oneCycle,
  polynomial,
  stepDecay,
} from '@nadir/optim/schedules';
import type { ScheduleName, ScheduleSettings, Segment } from '../../state/schedule.js';

/** A course down from a peak over some steps, to `end` times the peak. */
type Course = (
  peak: number,
  steps: number,
  settings: Pick<ScheduleSettings, 'end' | 'cycles' | 'segments'>,
) => NamedSchedule;

/** Smallest share of the peak that an exponential goes to: it never is 0. */
const least = 1e-4;

const courses: Readonly<Record<ScheduleName, Course>> = {
  constant: (peak) => constant(peak),
  linear: (peak, steps, { end }) => polynomial({ from: peak, to: peak * end, steps }),
  cosine: (peak, steps, { end }) => cosine({ from: peak, to: peak * end, steps }),
  exponential: (peak, steps, { end }) =>
    exponentialDecay({ from: peak, factor: Math.max(least, end), every: steps }),
  step: (peak, steps, { end, cycles }) =>
    stepDecay({
      from: peak,
      factor: Math.max(least, end) ** (1 / Math.max(1, cycles - 1)),
      every: Math.max(1, Math.round(steps / cycles)),
    }),
  restarts: (peak, steps, { end, cycles }) =>
    cosineRestarts({ from: peak, to: peak * end, steps: Math.max(1, Math.round(steps / cycles)) }),
  'one-cycle': (peak, steps) => oneCycle({ peak, steps }),
  segments: (peak, steps, { segments }) => joined(peak, steps, segments),
};

/**
 * The learning rate of a race of `steps` steps, with the peak that the optimizer has as its option. With a warm-up it
 * rises first; its first step is above 0.
 */
export function makeSchedule(settings: ScheduleSettings, peak: number, steps: number): Schedule {
  const course = courses[settings.name];
  const rise = Math.round(settings.warmup * steps);
  if (rise === 0 || settings.name === 'segments' || settings.name === 'one-cycle') {
    return course(peak, steps, settings);
  }
  const warmup = linearWarmup({ from: peak / rise, to: peak, steps: rise - 1 });
  return join([warmup, course(peak, Math.max(1, steps - rise), settings)], [rise]);
}

/** Segments one after the other, each from where the one before ended. */
function joined(peak: number, steps: number, segments: readonly Segment[]): NamedSchedule {
  if (segments.length === 0) return constant(peak);
  const lengths = segments.map(({ share }) => Math.max(1, Math.round(share * steps)));
  const parts = segments.map(({ shape, to }, i): NamedSchedule => {
    const ends = { from: peak * (segments[i - 1]?.to ?? 0), to: peak * to };
    const length = lengths[i] as number;
    if (shape === 'constant') return constant(ends.to);
    return shape === 'cosine'
      ? cosine({ ...ends, steps: length })
      : linearWarmup({ ...ends, steps: length });
  });
  const boundaries = lengths
    .slice(0, -1)
    .map((_, i) => lengths.slice(0, i + 1).reduce((sum, length) => sum + length, 0));
  return join(parts, boundaries);
}
