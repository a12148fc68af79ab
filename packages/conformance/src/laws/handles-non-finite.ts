import { skipStep, throwError } from '@nadir/optim';
import { clipByGlobalNorm, clipByValue } from '@nadir/optim/transforms';
import {
  type EntryOptions,
  movesAlone,
  movesElementwise,
  richest,
  shapesOf,
} from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import { expectRefusedUnchanged } from '../expect-refused.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import {
  applyAndSettle,
  expectSameRun,
  expectUnchanged,
  gradientMap,
  onlyParameter,
  type Run,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

const bad = [Number.NaN, Infinity, -Infinity];

/** What a NaN or infinite gradient does is the user's choice. */
export const handlesNonFinite: Law = (it, entry) => {
  const shapes = shapesOf(entry);

  /** Gradients of a step, with one element that is not finite in one or more of them. */
  const spoilt = (k: number, x: number, ...which: number[]): Float32Array[] =>
    gradientsAt(k, shapes).map((gradient, i) => {
      if (which.includes(i)) gradient[gradient.length - 1] = x;
      return gradient;
    });

  const start = (options: EntryOptions): Run => {
    const run = startRun(entry, { ...richest(entry), ...options });
    for (let k = 0; k < 2; k++) step(run, gradientsAt(k, shapes));
    return run;
  };

  it('skips a step whose gradients are not finite, and is as if it had not been', async () => {
    for (const clip of [undefined, clipByGlobalNorm(1), clipByValue(1)]) {
      const run = start({ nonFinite: skipStep, clip });
      const plain = start({ clip });
      for (const [k, x] of bad.entries()) {
        const before = await snapshotOf(run);
        step(run, spoilt(2 + k, x, k));
        expectUnchanged(await snapshotOf(run), before);
        step(run, gradientsAt(2 + k, shapes));
        step(plain, gradientsAt(2 + k, shapes));
      }
      expectSameRun(await snapshotOf(run), await snapshotOf(plain));
    }
  });

  it('makes no state at a first step that it skips', async () => {
    const run = startRun(entry, { ...richest(entry), nonFinite: skipStep });
    const before = await snapshotOf(run);
    step(run, spoilt(0, Number.NaN, 1));
    expectUnchanged(await snapshotOf(run), before);
  });

  it('throws and names the first parameter whose gradient is not finite', async () => {
    for (const x of bad) {
      const run = start({ nonFinite: throwError, clip: clipByGlobalNorm(1) });
      const refuse = (which: number[], ...parts: string[]) => {
        const all = gradientMap(run.variables, spoilt(2, x, ...which));
        const apply = () => applyAndSettle(run, all);
        return expectRefusedUnchanged(run, apply, ['NADIR_TENSOR', ...parts]);
      };
      await refuse([0], '"p0"');
      await refuse([2], '"p2"');
      await refuse([1, 2], '"p1" and 1 more');
      const plain = start({ clip: clipByGlobalNorm(1) });
      step(run, gradientsAt(2, shapes));
      step(plain, gradientsAt(2, shapes));
      expectSameRun(await snapshotOf(run), await snapshotOf(plain));
    }
  });

  it('takes the largest finite gradients for what they are', async () => {
    for (const nonFinite of [throwError, skipStep]) {
      const run = start({ nonFinite });
      const plain = start({});
      const huge = gradientsAt(2, shapes).map((gradient) => gradient.map(() => 3.4e38));
      step(run, huge);
      step(plain, huge);
      expectSameRun(await snapshotOf(run), await snapshotOf(plain));
      expect((await snapshotOf(run)).steps.p0).toBe(3);
    }
  });

  if (!movesAlone(entry)) return;
  it('goes on with the other parameters where it ignores them', async () => {
    for (const options of [{}, { nonFinite: undefined }]) {
      const run = start(options);
      const plain = start({});
      step(run, spoilt(2, Number.NaN, 1));
      step(plain, gradientsAt(2, shapes));
      const [given, expected] = [await snapshotOf(run), await snapshotOf(plain)];
      for (const name of ['p0', 'p2']) {
        expectSameRun(onlyParameter(given, name), onlyParameter(expected, name));
      }
      const weights = given.weights.p1 as Float32Array;
      expect(Number.isNaN(weights.at(-1))).toBe(entry.waitsAtNaN !== true);
      if (movesElementwise(entry, richest(entry), shapes[1] as number[])) {
        const others = (expected.weights.p1 as Float32Array).slice(0, -1);
        expectEqual(weights.slice(0, -1), others, 'p1');
      }
      expect(given.steps).toEqual(expected.steps);
    }
  });
};
