import type { Metric } from '../plan/metric.js';
import type { Entry } from './entry.js';

/** The last that is known of each trial, best first: those that came to a later rung, then by the metric, then by number. */
export function ranked(entries: readonly Entry[], metric: Metric): Entry[] {
  const latest = new Map<number, Entry>();
  for (const entry of entries) {
    if ((latest.get(entry.trial)?.rung ?? -1) < entry.rung) latest.set(entry.trial, entry);
  }
  return [...latest.values()].sort(
    (a, b) =>
      Number(b.outcome !== 'diverged') - Number(a.outcome !== 'diverged') ||
      b.rung - a.rung ||
      costOf(a, metric) - costOf(b, metric) ||
      a.trial - b.trial,
  );
}

/** The figure of an entry by a metric; `undefined` where there is none, as after a divergence. */
export const figureOf = ({ validation }: Entry, { name }: Metric): number | undefined => {
  const value = validation?.[name];
  return value == null || !Number.isFinite(value) ? undefined : value;
};

/** The less, the better. */
function costOf(entry: Entry, metric: Metric): number {
  const figure = figureOf(entry, metric);
  if (figure === undefined) return Number.MAX_VALUE;
  return metric.isScore ? -figure : figure;
}
