import { describe, expect, it } from 'vitest';
import { fakeCourse, fakeEntrant, fakePlan } from '../../../../test/fake-comparison.js';
import { execute, type Inputs, totalOf } from './execute.js';

const inputs = (changes: Partial<Inputs> = {}): Inputs => ({
  signal: new AbortController().signal,
  now: () => 0,
  turn: () => Promise.resolve(),
  onStep: () => {},
  onRun: () => {},
  ...changes,
});

/** A run comes down to how far its learning rate is from 2. */
const towardsTwo = (rate: number) => [9, 9, 9, 9, Math.abs(rate - 2)];

describe('execute', () => {
  it('gives each optimizer its trials with one seed, in turns, then its best one every seed', async () => {
    const { course, begun } = fakeCourse(towardsTwo);
    const { records, interrupted } = await execute(fakePlan(), course, inputs());
    expect(interrupted).toBe(false);
    expect(begun).toEqual([
      ...['sgd 1 seed 0', 'adam 1 seed 0', 'sgd 2 seed 0', 'adam 2 seed 0', 'sgd 3 seed 0'],
      ...['adam 3 seed 0', 'sgd 2 seed 1', 'adam 2 seed 1', 'sgd 2 seed 2', 'adam 2 seed 2'],
    ]);
    expect(records.map(({ stage }) => stage).lastIndexOf('tuning')).toBe(5);
    expect(totalOf(fakePlan())).toEqual({ pieces: 10, steps: 40 });
  });

  it('gives an optimizer no final run when every trial has diverged, and goes on with the others', async () => {
    const plan = fakePlan({ entrants: [fakeEntrant('sgd', 1), fakeEntrant('adam', 2)] });
    // Learning rate 1 diverges, so of Adam one trial and of SGD all.
    const { course } = fakeCourse((rate) => (rate === 1 ? [9, Number.NaN] : towardsTwo(rate)));
    const { records } = await execute(plan, course, inputs());
    const finals = records.filter(({ stage }) => stage === 'final');
    expect(finals.map(({ optimizer, trial }) => `${optimizer} ${trial}`)).toEqual([
      'adam 2',
      'adam 2',
    ]);
  });

  it('keeps the runs that were done when it is stopped', async () => {
    const abort = new AbortController();
    const { course, open } = fakeCourse(towardsTwo);
    let done = 0;
    const onRun = () => {
      if (++done === 3) abort.abort();
    };
    const results = await execute(fakePlan(), course, inputs({ signal: abort.signal, onRun }));
    expect(results.interrupted).toBe(true);
    expect(results.records).toHaveLength(3);
    expect(open()).toBe(0);
  });

  it('counts the steps that diverged runs have left out', async () => {
    const { course } = fakeCourse(() => [9, Number.NaN]);
    const steps: number[] = [];
    await execute(fakePlan(), course, inputs({ onRun: ({ step }) => steps.push(step) }));
    expect(steps).toEqual([4, 8, 12, 16, 20, 24]);
  });
});
