import { constant, cosine } from '@nadir/optim/schedules';
import { expect, it } from 'vitest';
import {
  keySets,
  numericOptions,
  type OptionSet,
  optionsOf,
  richest,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import { expectSameRun, type Run, snapshotOf, startRun, step } from '../run.js';

/** Every number may be a schedule instead. */
export const followsSchedules: Law = (entry, { tolerance }) => {
  const shapes = shapesOf(entry);
  const stepBoth = (a: Run, b: Run, between: (k: number) => void = () => {}) => {
    for (let k = 0; k < 6; k++) {
      between(k);
      step(a, gradientsAt(k, shapes));
      step(b, gradientsAt(k, shapes));
    }
  };

  for (const set of keySets(entry)) {
    it(`takes a constant schedule for a number: ${titleOf(set)}`, async () => {
      const options = optionsOf(entry, set);
      for (const name of numericOptions(entry)) {
        const plain = startRun(entry, set);
        const given = { ...set, [name]: constant(options[name] as number) };
        const scheduled = startRun(entry, given);
        stepBoth(scheduled, plain);
        // A schedule may leave 0 later, so it can need state that the number 0 does not.
        const [a, b] = [await snapshotOf(scheduled), await snapshotOf(plain)];
        for (const [key, values] of Object.entries({ ...b.weights, ...b.slots })) {
          const all = { ...a.weights, ...a.slots };
          expectEqual(all[key] as Float32Array, values, `${key} with ${name}`, tolerance);
        }
        expect(a.steps).toEqual(b.steps);
      }
    });
  }

  for (const name of numericOptions(entry)) {
    it(`follows a schedule for ${name}`, async () => {
      const from = optionsOf(entry, richest(entry))[name] as number;
      const schedule = (k: number) => from * (1 - 0.1 * k);
      const scheduled = startRun(entry, { ...richest(entry), [name]: schedule });
      const byHand = startRun(entry, richest(entry));
      const setOption = (k: number) => byHand.optimizer.setOptions({ [name]: schedule(k) });
      stepBoth(scheduled, byHand, setOption);
      expectSameRun(await snapshotOf(scheduled), await snapshotOf(byHand), tolerance);
    });
  }

  it('shows a schedule as it was given, and takes another later', async () => {
    const schedule = cosine({ from: 0.1, steps: 6 });
    const run = startRun(entry, { ...richest(entry), learningRate: schedule } as OptionSet);
    expect(run.optimizer.groups[0]?.options.learningRate).toBe(schedule);
    const other = startRun(entry, { ...richest(entry), learningRate: 0.1 });
    stepBoth(run, other, (k) => {
      // A schedule starts where the group stands, not at 0.
      if (k === 3) run.optimizer.setOptions({ learningRate: (s: number) => (s === k ? 0.25 : 0) });
      if (k === 4) run.optimizer.setOptions({ learningRate: schedule });
      other.optimizer.setOptions({ learningRate: k === 3 ? 0.25 : schedule(k) });
    });
    expectSameRun(await snapshotOf(run), await snapshotOf(other), tolerance);
  });
};
