import { describe, expect, it } from 'vitest';
import { fakeCourse } from '../../../../test/fake-comparison.js';
import { run, type Start, type Watch } from './run.js';

const start: Start = {
  stage: 'final',
  setting: { name: 'sgd', options: { learningRate: 1 } },
  seed: 3,
};

/** A clock that goes on by 1 s each time it is read. */
function watch(changes: Partial<Watch> = {}): Watch {
  let seconds = 0;
  return {
    signal: new AbortController().signal,
    now: () => 1000 * seconds++,
    turn: () => Promise.resolve(),
    onStep: () => {},
    ...changes,
  };
}

describe('run', () => {
  it('notes the first reading that is at the goal, and the seconds of the steps up to it', async () => {
    const { course, open } = fakeCourse(() => [9, 5, 0.1, 3, 0.05]);
    const result = await run(course, start, watch());
    // A step is timed by two readings of the clock, 1 s apart.
    expect(result).toMatchObject({
      steps: 4,
      seconds: 4,
      diverged: false,
      end: { value: 0.05 },
      arrival: { step: 2, seconds: 2 },
    });
    expect(result?.curve.map(({ value }) => value)).toEqual([9, 5, 0.1, 3, 0.05]);
    expect(open()).toBe(0);
  });

  it('has no arrival where the goal was never met', async () => {
    const { course } = fakeCourse(() => [9, 5, 4, 3, 2]);
    expect(await run(course, start, watch())).not.toHaveProperty('arrival');
  });

  it.each([
    [Number.NaN, 2],
    [Number.POSITIVE_INFINITY, 2],
  ])('ends at the step whose loss is %d', async (loss, step) => {
    const { course, open } = fakeCourse(() => [9, 5, loss, 0, 0]);
    const result = await run(course, start, watch());
    expect(result).toMatchObject({ diverged: true, steps: step });
    expect(result).not.toHaveProperty('end');
    expect(result).not.toHaveProperty('arrival');
    expect(open()).toBe(0);
  });

  it('keeps no curve of a trial', async () => {
    const { course } = fakeCourse(() => [9, 5, 0.1, 3, 2]);
    const result = await run(course, { ...start, stage: 'tuning' }, watch());
    expect(result).toMatchObject({ curve: [], arrival: { step: 2 }, end: { value: 2 } });
  });

  it('is nothing when it was stopped, and leaves nothing in memory', async () => {
    const abort = new AbortController();
    const { course, open } = fakeCourse(() => [9, 8, 7, 6, 5]);
    const onStep = (step: number) => {
      if (step === 2) abort.abort();
    };
    expect(await run(course, start, watch({ signal: abort.signal, onStep }))).toBeUndefined();
    expect(open()).toBe(0);
  });
});
