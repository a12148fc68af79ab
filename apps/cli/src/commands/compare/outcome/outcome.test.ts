import { describe, expect, it } from 'vitest';
import {
  fakeDataPlan,
  fakeEntrant,
  fakePlan,
  fakeRecord,
} from '../../../../test/fake-comparison.js';
import type { RunRecord } from '../execution/records.js';
import { outcomesOf } from './outcome.js';

/** Final runs of an optimizer that arrive at these steps, or never where it is 0. */
const finalsOf = (optimizer: string, arrivals: readonly number[], end = 0.01): RunRecord[] =>
  arrivals.map((step, i) =>
    fakeRecord(
      optimizer,
      { value: end },
      {
        stage: 'final',
        seed: i + 1,
        ...(step > 0 && { arrival: { step, seconds: step / 100 } }),
      },
    ),
  );

const outcomes = (records: readonly RunRecord[], plan = fakePlan()) =>
  outcomesOf(plan, { records, interrupted: false });

const namesOf = (records: readonly RunRecord[], plan = fakePlan()) =>
  outcomes(records, plan).map(({ entrant }) => entrant.name);

describe('the order of outcomes', () => {
  it('is by arrivals first', () => {
    const records = [...finalsOf('sgd', [10, 0]), ...finalsOf('adam', [90, 90])];
    expect(namesOf(records)).toEqual(['adam', 'sgd']);
  });

  it('is by steps to the goal between equal arrivals', () => {
    const records = [...finalsOf('sgd', [40, 50]), ...finalsOf('adam', [30, 40], 0.09)];
    expect(namesOf(records)).toEqual(['adam', 'sgd']);
  });

  it('is by the end where nobody arrives: the lower height, the higher accuracy', () => {
    const records = [...finalsOf('sgd', [0, 0], 0.6), ...finalsOf('adam', [0, 0], 0.5)];
    expect(namesOf(records)).toEqual(['adam', 'sgd']);
    expect(namesOf(records, fakeDataPlan())).toEqual(['sgd', 'adam']);
  });

  it('is by the best trial before there are final runs, and one that only diverges comes last', () => {
    const entrants = ['rprop', 'sgd', 'adam'].map((name) => fakeEntrant(name));
    const records = [
      fakeRecord('rprop', undefined),
      fakeRecord('sgd', { value: 3 }),
      fakeRecord('adam', { value: 2 }),
    ];
    expect(namesOf(records, fakePlan({ entrants }))).toEqual(['adam', 'sgd', 'rprop']);
  });
});

describe('an outcome', () => {
  it('has the mean and interval of steps and seconds over the runs that arrive', () => {
    const [sgd] = outcomes(finalsOf('sgd', [444, 402, 485, 431, 460, 0]));
    expect(sgd?.arrived).toEqual([5, 6]);
    // scipy.stats.t.interval(0.95, 4, mean, sem) of the five numbers.
    expect(sgd?.stepsToGoal?.mean).toBeCloseTo(444.4, 10);
    expect(sgd?.stepsToGoal?.interval?.[0]).toBeCloseTo(405.78245307772227, 8);
    expect(sgd?.secondsToGoal?.interval?.[1]).toBeCloseTo(4.830175469222777, 8);
  });

  it('has the test part at the end, and counts runs that diverge', () => {
    const finals = [0.95, 0.975, 0.9667, 0.9583].map((value) =>
      fakeRecord('sgd', { value: 0.5 }, { stage: 'final', test: { value } }),
    );
    const diverged = fakeRecord('sgd', undefined, { stage: 'final' });
    const [sgd] = outcomes([...finals, diverged], fakeDataPlan());
    // scipy.stats.t.interval(0.95, 3, mean, sem) of the four accuracies.
    expect(sgd?.final?.mean).toBeCloseTo(0.9625, 10);
    expect(sgd?.final?.interval?.[0]).toBeCloseTo(0.9453674201958521, 10);
    expect(sgd).toMatchObject({ diverged: 1, arrived: [0, 5] });
  });

  it('counts the trials within 5 % of its own best one', () => {
    const trials = [0.9, 0.8, 0.856, 0.854].map((value, i) =>
      fakeRecord('sgd', { value }, { trial: i + 1 }),
    );
    const records = [...trials, fakeRecord('sgd', undefined, { trial: 5 })];
    const [sgd] = outcomes(records, fakeDataPlan());
    // 95 % of 0.9 is 0.855.
    expect(sgd?.near).toEqual([2, 5]);
    expect(sgd?.best).toBe(records[0]);
    expect(sgd?.defaults).toBe(records[0]);
  });

  it('has the milliseconds of a step over all final runs', () => {
    const [sgd] = outcomes(finalsOf('sgd', [1, 2]));
    // 2 runs of 4 steps in 0.02 s each.
    expect(sgd?.msPerStep).toBeCloseTo(5, 12);
  });
});
