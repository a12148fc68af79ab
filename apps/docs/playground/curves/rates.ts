import { makeSchedule } from '../engine/training/schedule.js';
import type { Contender } from '../state/contender.js';
import { defaultsOf } from '../state/optimizers.js';
import type { Place } from './thin.js';

/** Points that a schedule is drawn through, at most. */
const most = 240;

/** The learning rate of a contender over a race; nothing of one whose optimizer has none. */
export function ratesOf({ optimizer, options, schedule }: Contender, steps: number): Place[] {
  const { learningRate: peak } = { ...defaultsOf(optimizer), ...options };
  if (typeof peak !== 'number') return [];
  const rate = makeSchedule(schedule, peak, steps);
  const stride = Math.max(1, Math.floor(steps / most));
  const at = Array.from({ length: Math.ceil(steps / stride) }, (_, i) => i * stride);
  return at.map((step): Place => [step, rate(step)]);
}
