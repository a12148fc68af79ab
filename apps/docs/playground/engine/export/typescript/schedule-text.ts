import type { Schedule } from '@nadir/core';
import { configOf, type NamedSchedule } from '@nadir/optim/schedules';
import { type Imports, literal } from '../literal.js';

/** What a schedule is saved as. */
interface Config {
  readonly schedule: string;
  readonly [option: string]: unknown;
}

/** A schedule as the call that makes it. */
export function scheduleText(schedule: Schedule, imports: Imports): string {
  return callOf(configOf(schedule as NamedSchedule) as Config, imports);
}

function callOf({ schedule: name, ...options }: Config, imports: Imports): string {
  const call = imports.use(name, '@nadir/optim/schedules');
  if (name === 'constant') return `${call}(${literal(options.value)})`;
  if (name === 'join') {
    const parts = (options.schedules as Config[]).map((part) => callOf(part, imports));
    return `${call}([${parts.join(', ')}], ${literal(options.boundaries)})`;
  }
  return `${call}(${literal(options)})`;
}
