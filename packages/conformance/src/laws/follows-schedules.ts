import { constant, cosine } from '@nadir/optim/schedules';
import {
  keySets,
  numericOptions,
  type OptionSet,
  optionsOf,
  richest,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import { expectSameRun, type Run, snapshotOf, startRun, step } from '../run.js';

/** Every number may be a schedule instead. */
export const followsSchedules: Law = (it, entry, { tolerance }) => {
  const shapes = shapesOf(entry);
  const sixSteps = (run: Run, before: (k: number) => void = () => {}) => {
    for (let k = 0; k < 6; k++) {
      before(k);
      step(run, gradientsAt(k, shapes));
    }
  };

  for (const set of keySets(entry)) {
    it(`takes a constant schedule for a number: ${titleOf(set)}`, async () => {
      const options = optionsOf(entry, set);
      const plain = startRun(entry, set);
      sixSteps(plain);
      const b = await snapshotOf(plain);
      for (const name of numericOptions(entry)) {
        const scheduled = startRun(entry, { ...set, [name]: constant(options[name] as number) });
        sixSteps(scheduled);
        // A schedule may leave 0 later, so it can need state that the number 0 does not.
        const a = await snapshotOf(scheduled);
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
      sixSteps(scheduled);
      sixSteps(byHand, (k) => byHand.optimizer.setOptions({ [name]: schedule(k) }));
      expectSameRun(await snapshotOf(scheduled), await snapshotOf(byHand), tolerance);
    });
  }

  it('shows a schedule as it was given, and takes another later', async () => {
    const schedule = cosine({ from: 0.1, steps: 6 });
    const run = startRun(entry, { ...richest(entry), learningRate: schedule } as OptionSet);
    expect(run.optimizer.groups[0]?.options.learningRate).toBe(schedule);
    const other = startRun(entry, { ...richest(entry), learningRate: 0.1 });
    sixSteps(run, (k) => {
      // A schedule starts where the group stands, not at 0.
      if (k === 3) run.optimizer.setOptions({ learningRate: (s: number) => (s === k ? 0.25 : 0) });
      if (k === 4) run.optimizer.setOptions({ learningRate: schedule });
    });
    sixSteps(other, (k) =>
      other.optimizer.setOptions({ learningRate: k === 3 ? 0.25 : schedule(k) }),
    );
    expectSameRun(await snapshotOf(run), await snapshotOf(other), tolerance);
  });
};
