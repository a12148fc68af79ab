import { capture } from '@nadir/core';
import { microBatches, sam, skipStep } from '@nadir/optim';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import {
  add,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  type Tensor,
  tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { type EntryOptions, richest, shapesOf } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { numbers, sizeOf } from '../numbers.js';
import { expectSameRun, type Run, read, snapshotOf, startRun } from '../run.js';

/** The loss Σ ½ (x − c)². */
const lossAt = ({ variables }: Run, centers: readonly Tensor[]): Scalar =>
  tidy(
    () =>
      variables
        .map((one, i) => mul(0.5, sum(square(sub(one, centers[i] as Tensor)))))
        .reduce((a, b) => add(a, b)) as Scalar,
  );

/** What acts around a step. */
const surroundings: Readonly<Record<string, EntryOptions>> = {
  'as it is': {},
  'clipped and accumulated': { clip: clipByGlobalNorm(0.5), accumulate: microBatches(2) },
  'refused at NaN': { nonFinite: skipStep },
  'near by': { sharpnessAware: sam() },
};

/** A step that is captured has the losses and leaves the state that it has uncaptured, to the bit. */
export const repeatsCaptured: Law = (it, entry) => {
  const shapes = shapesOf(entry);
  for (const [title, options] of Object.entries(surroundings)) {
    it(`does the same captured: ${title}`, async () => {
      const all = { ...richest(entry), ...options };
      const [plain, captured] = [startRun(entry, all), startRun(entry, all)];
      const replayed = capture((...centers: Tensor[]) =>
        captured.optimizer.step(() => lossAt(captured, centers)),
      );
      for (let k = 0; k < 6; k++) {
        const centers = shapes.map((shape, i) => {
          const values = numbers(sizeOf(shape), 31 + k, i);
          if ('nonFinite' in options && k === 4) values[0] = Number.NaN;
          return tensor(values, [...shape]);
        });
        const expected = plain.optimizer.step(() => lossAt(plain, centers));
        const given = replayed(...centers);
        expectEqual(await read(given), await read(expected), `loss ${k}`);
        for (const one of [...centers, given, expected]) one.dispose();
      }
      expect(replayed.plans.length).toBe(1);
      expectSameRun(await snapshotOf(captured), await snapshotOf(plain));
      replayed.dispose();
    });
  }
};
