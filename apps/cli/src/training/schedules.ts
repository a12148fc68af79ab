import type { Schedule } from '@nadir/core';
import { constant, cosine, join, linearWarmup } from '@nadir/optim/schedules';
import type { ScheduleName } from './schedule-names.js';

/** Share of the steps in which `warmup-cosine` rises. */
const warmupShare = 0.1;

/** A learning rate over a training of `steps` steps, `peak` at its highest and 0 after the last. */
export function makeSchedule(name: ScheduleName, peak: number, steps: number): Schedule {
  if (name === 'constant') return constant(peak);
  if (name === 'cosine') return cosine({ from: peak, steps });
  const rise = Math.max(1, Math.round(warmupShare * steps));
  // Not from 0: the first step would do nothing.
  const warmup = linearWarmup({ from: peak / rise, to: peak, steps: rise - 1 });
  return join([warmup, cosine({ from: peak, steps: Math.max(1, steps - rise) })], [rise]);
}
