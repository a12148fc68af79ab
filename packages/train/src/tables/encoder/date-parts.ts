import type { Cycle } from './specs.js';

/** Year with its fraction, such as 2024.5 for the beginning of July. */
export function yearOf(ms: number): number {
  const year = new Date(ms).getUTCFullYear();
  const start = startOf(year);
  return year + (ms - start) / (startOf(year + 1) - start);
}

function startOf(year: number): number {
  const date = new Date(0);
  return date.setUTCFullYear(year, 0, 1);
}

/** Share of the way around: 0 at the beginning of the year, the week (Sunday) or the day. */
export function turnOf(ms: number, cycle: Cycle): number {
  const date = new Date(ms);
  switch (cycle) {
    case 'month':
      return date.getUTCMonth() / 12;
    case 'weekday':
      return date.getUTCDay() / 7;
    case 'hour':
      return (((ms / 86_400_000) % 1) + 1) % 1;
  }
}
