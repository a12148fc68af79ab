import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { fakeEntrant, fakePlan, fakeRecord } from '../../../../test/fake-comparison.js';
import { widthOf } from '../../../terminal/layout.js';
import { outcomesOf } from '../outcome/outcome.js';
import type { Entrant } from '../plan/plan.js';
import { formatOutcomes, formatPlan } from './summary.js';

const plain = pc.createColors(false);
const published = { title: 'T', part: 'p', url: 'https://example.org' };

const finals = (optimizer: string, arrivals: readonly number[]) =>
  arrivals.map((step, i) =>
    fakeRecord(
      optimizer,
      { value: 0.05 },
      { stage: 'final', seed: i + 1, arrival: { step, seconds: step / 100 } },
    ),
  );

const entrants = [
  { ...fakeEntrant('sgd'), space: { ...fakeEntrant('sgd').space, source: published } },
  fakeEntrant('adam'),
];
const plan = fakePlan({ entrants, seeds: [1, 2, 3, 4, 5] });
const records = [
  fakeRecord('sgd', { value: 5 }),
  fakeRecord('sgd', { value: 0.5 }, { trial: 2 }),
  fakeRecord('adam', undefined),
  ...finals('sgd', [444, 402, 485, 431, 460]),
];
const outcomes = outcomesOf(plan, { records, interrupted: false });
const at = (columns: number) =>
  formatOutcomes(plan, outcomes, 'runs/x', columns, plain).split('\n');

describe('the table of a comparison', () => {
  it('has arrivals, steps and seconds with their intervals, and the share near the best', () => {
    const [heading, sgd, adam] = at(80).slice(1);
    expect(heading).toMatch(/final height +arrived +steps +seconds +ms\/step +near best$/);
    // The interval of the steps is 405.8 to 483.0 (SciPy), 444.4 ± 38.6. From 20, 5 is more than 5 % above 0.5.
    expect(sgd).toMatch(/^ {2}sgd +0.0500 ×÷ 1 +5\/5 +444 ± 39 +4\.4 ± 0\.4 +5\.00 +1\/2$/);
    expect(adam).toMatch(/^ {2}adam +– +– +– +– +– +0\/1$/);
  });

  it.each([100, 80, 60, 50])('keeps to %d columns', (columns) => {
    // All but the line of the folder, whose path is as long as it is.
    const lines = at(columns).filter((line) => !line.startsWith('  runs/'));
    for (const line of lines) expect(widthOf(line)).toBeLessThanOrEqual(columns);
  });

  it('gives up the columns that matter least where there is no room', () => {
    const [heading] = at(40).slice(1);
    expect(heading).toMatch(/final height +arrived/);
    expect(heading).not.toContain('near best');
  });

  it('says what was found, what diverged, and who had no published search space', () => {
    const text = at(100).join('\n');
    expect(text).toContain('learning rate 1');
    expect(text).toContain('diverged');
    expect(text).toContain('no trial has come to its end');
    expect(text).toContain('Without a published search space: adam.');
    expect(text).not.toContain('space: sgd');
    expect(text).toContain('runs/x  config.json, results.jsonl, report.html, report.svg');
  });
});

describe('the note below the table', () => {
  it('says who steps what an optimizer does not take', () => {
    const [sgd, adam] = plan.entrants as [Entrant, Entrant];
    const mixed = { ...plan, entrants: [sgd, { ...adam, other: 'adamw' }] };
    const text = formatOutcomes(mixed, outcomes, 'runs/x', 200, plain).replace(/\s+/g, ' ');
    expect(text).toContain('Parameters that adam does not take are stepped by adamw.');
    expect(text).not.toContain('What sgd');
  });
});

describe('the plan of a comparison', () => {
  it('says what is going to be done', () => {
    const text = formatPlan(plan, 100, plain);
    expect(text).toContain('rosenbrock: a surface of two coordinates');
    expect(text).toContain('sgd, adam: 3 trials of each, then 5 seeds of its best; 4 steps a run');
  });
});
