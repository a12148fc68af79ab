import { microBatches, skipStep } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import { dispose } from '@tensorflow/tfjs-core';
import { type Entry, keySets, richest, shapesOf, titleOf } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual } from '../../expect-equal.js';
import type { Law } from '../../law.js';
import { gradientsAt } from '../../numbers.js';
import {
  expectSameRun,
  expectUnchanged,
  type Gradients,
  named,
  type Run,
  snapshotOf,
  startRun,
  step,
} from '../../run.js';

const { fround } = Math;

// A power of two, so that every device divides by it exactly.
const size = 4;
const accumulate = { accumulate: microBatches(size) };

/** Micro-batch k of all. The second parameter has no gradient in some, the third in whole steps. */
const microBatchOf = (entry: Entry, k: number): Gradients =>
  gradientsAt(k, shapesOf(entry)).map((gradient, i) => {
    const inStep = k % size;
    if (i === 1 && (inStep === 3 || inStep === 0)) return null;
    return i === 2 && Math.floor(k / size) === 1 ? null : gradient;
  });

/** The mean gradients of a step, added in the order of the micro-batches. */
const meansOf = (entry: Entry, s: number): Gradients => {
  const batches = Array.from({ length: size }, (_, k) => microBatchOf(entry, size * s + k));
  return (batches[0] as Gradients).map((_, i) => {
    const present = batches.flatMap((batch) => batch[i] ?? []);
    if (present.length === 0) return null;
    const sum = present.reduce((a, b) => a.map((x, e) => fround(x + (b[e] as number))));
    return sum.map((x) => x / size);
  });
};

/** Several micro-batches make one step by their mean. */
export const accumulates: Law = (it, entry, { tolerance }) => {
  const microBatch = (k: number) => microBatchOf(entry, k);
  for (const set of keySets(entry)) {
    it(`steps by the mean of ${size} micro-batches: ${titleOf(set)}`, async () => {
      const clip = clipByGlobalNorm(0.5);
      const micro = startRun(entry, { ...set, ...accumulate, clip });
      const whole = startRun(entry, { ...set, clip });
      for (let s = 0; s < 3; s++) {
        for (let k = 0; k < size - 1; k++) {
          const before = await snapshotOf(micro);
          step(micro, microBatch(size * s + k));
          const after = await snapshotOf(micro);
          expect(after.weights).toEqual(before.weights);
          expect(after.steps).toMatchObject(before.steps);
        }
        step(micro, microBatch(size * s + size - 1));
        step(whole, meansOf(entry, s));
      }
      const [given, expected] = [await snapshotOf(micro), await snapshotOf(whole)];
      expect(given.steps).toEqual(expected.steps);
      expect(micro.optimizer.iterations).toBe(3);
      expect(micro.optimizer.groups[0]?.step).toBe(3);
      for (const [name, values] of Object.entries({ ...expected.weights, ...expected.slots })) {
        const all = { ...given.weights, ...given.slots };
        expectEqual(all[name] as Float32Array, values, name, tolerance);
      }
    });
  }

  it('goes on bit for bit after each micro-batch, saved and restored', async () => {
    const options = { ...richest(entry), ...accumulate };
    const whole = startRun(entry, options);
    const resumed = startRun(entry, options);
    let { optimizer } = resumed;
    for (let k = 0; k < 2 * size + 1; k++) {
      step(whole, microBatch(k));
      step({ ...resumed, optimizer }, microBatch(k));
      const fresh = entry.create(named(resumed.variables), options);
      // Each micro-batch of a step is followed by one way, and in the next step by the other.
      if ((k + Math.floor(k / size)) % 2 === 0) {
        const saved = optimizer.stateDict();
        fresh.loadStateDict(saved);
        dispose(saved.tensors);
      } else {
        await fresh.setWeights(await optimizer.getWeights());
      }
      optimizer.dispose();
      optimizer = fresh;
    }
    expectUnchanged(await snapshotOf({ ...resumed, optimizer }), await snapshotOf(whole));
  });

  it('refuses state with more micro-batches than it takes', async () => {
    const micro = startRun(entry, { ...richest(entry), ...accumulate });
    for (let k = 0; k < 3; k++) step(micro, microBatch(k));
    const fewer = startRun(entry, { ...richest(entry), accumulate: microBatches(3) });
    const saved = micro.optimizer.stateDict();
    expect(() => fewer.optimizer.loadStateDict(saved)).toThrow('got 3 micro-batches');
  });

  it('skips a micro-batch whose gradients are not finite, as if it had not been', async () => {
    const start = (): Run =>
      startRun(entry, { ...richest(entry), ...accumulate, nonFinite: skipStep });
    const [plain, spoilt] = [start(), start()];
    for (let k = 0; k < size + 1; k++) {
      if (k % 3 === 1) {
        step(
          spoilt,
          microBatch(k).map((gradient) => gradient?.map(() => Number.NaN) ?? null),
        );
        await spoilt.optimizer.settled();
      }
      for (const run of [plain, spoilt]) step(run, microBatch(k));
    }
    expectSameRun(await snapshotOf(spoilt), await snapshotOf(plain));
  });
};
