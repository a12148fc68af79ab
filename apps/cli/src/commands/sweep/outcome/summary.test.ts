import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { widthOf } from '../../../terminal/layout.js';
import type { SweepResult, TrialResult } from './result.js';
import { formatResult } from './summary.js';

const trial = (number: number, loss: number): TrialResult => ({
  ...{ trial: number, outcome: 'finished', bestEpoch: 12, epochs: 30, seconds: 83 },
  validation: { loss, accuracy: 1 - loss },
  setting: { learningRate: 0.01778, optimizer: 'adamw', weightDecay: 0.05, hidden: '128,64,32' },
  out: `runs/sweep-digits/trials/${number}`,
});
const best = { ...trial(3, 0.125), command: 'nadir train --learning-rate 0.01778' };
const result: SweepResult = {
  ...{ method: 'quasi-random', metric: 'loss', planned: 40 },
  trials: [best, ...Array.from({ length: 29 }, (_, i) => trial(10 + i, 0.2 + i / 100))],
  best,
  notes: ['The best learning rate, 0.01778, is among the highest that were searched.'],
  failures: [{ trial: 2, reason: 'was killed' }],
  ...{ interrupted: false, out: 'runs/sweep-digits' },
};
const lines = (columns: number, given = result) =>
  formatResult(given, columns, pc.createColors(false)).split('\n');

describe('formatResult', () => {
  it.each([60, 80, 120])('at %d columns keeps to them, all settings told', (columns) => {
    const text = lines(columns);
    for (const line of text) expect(widthOf(line)).toBeLessThanOrEqual(Math.min(columns, 100));
    const whole = text.join(' ').replace(/\s+/g, ' ');
    expect(whole).toContain('optimizer adamw,');
    expect(whole).toContain('hidden 128,64,32');
    expect(whole).toContain('… and 10 more in ledger.jsonl');
    expect(whole).toContain('30 of 40 trials have come to an end.');
    expect(whole).toContain('Trial 2 has failed: was killed');
    expect(whole).toContain(best.command);
  });

  it('tells of the time and the best epoch where there is room', () => {
    expect(lines(100).join('\n')).toMatch(
      /3 +0\.1250 +87\.50 % +12 of 30 +1 m 23 s {2}learning rate/,
    );
  });

  it('tells what has diverged', () => {
    const { best: _, ...others } = result;
    const trials = [
      { ...trial(1, 1), outcome: 'diverged' as const, validation: { loss: Number.NaN } },
    ];
    const { validation, ...diverged } = trials[0] as TrialResult;
    expect(validation).toBeDefined();
    expect(lines(80, { ...others, trials: [diverged], notes: [] }).join('\n')).toMatch(
      /diverged.*No trial has come to a finite figure/s,
    );
  });
});
