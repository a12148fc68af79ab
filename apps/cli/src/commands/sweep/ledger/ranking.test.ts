import { describe, expect, it } from 'vitest';
import { metricOf } from '../plan/metric.js';
import type { Entry } from './entry.js';
import { ranked } from './ranking.js';

const entry = (trial: number, loss: number, more: Partial<Entry> = {}): Entry => ({
  ...{ trial, rung: 0, outcome: 'finished', validation: { loss, accuracy: 1 - loss } },
  ...more,
});
const order = (entries: Entry[], metric: 'loss' | 'accuracy' = 'loss') =>
  ranked(entries, metricOf(metric)).map(({ trial }) => trial);

describe('ranked', () => {
  it('has the least loss or the greatest score first, and between equals the first trial', () => {
    const entries = [entry(1, 0.3), entry(3, 0.1), entry(2, 0.1)];
    expect(order(entries)).toEqual([2, 3, 1]);
    expect(order(entries, 'accuracy')).toEqual([2, 3, 1]);
  });

  it('has what came to a later rung first, and each trial once', () => {
    const entries = [entry(1, 0.1), entry(2, 0.2), entry(2, 0.15, { rung: 1 })];
    expect(order(entries)).toEqual([2, 1]);
  });

  it('has what diverged last, whatever its rung, after what has no figure', () => {
    const diverged: Entry = { trial: 1, rung: 1, outcome: 'diverged' };
    expect(order([diverged, entry(2, Number.NaN), entry(3, 9)])).toEqual([3, 2, 1]);
  });
});
