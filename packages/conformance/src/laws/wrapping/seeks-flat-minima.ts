import { type SamOptions, sam } from '@nadir/optim';
import {
  add,
  mul,
  type Scalar,
  square,
  sub,
  sum,
  tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { keySets, richest, titleOf } from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual, expectNumber } from '../../expect-equal.js';
import type { Law } from '../../law.js';
import { numbers } from '../../numbers.js';
import { type Run, read, snapshotOf, startRun, step } from '../../run.js';

/** Where the loss Σ ½ (x − c)² of step k is least: elsewhere at each, so that no gradient comes twice. */
const centersAt = ({ variables }: Run, k: number): Float32Array[] =>
  variables.map(({ size }, i) => numbers(size, 31 + k, i));

function lossAt(run: Run, k: number): Scalar {
  const centers = centersAt(run, k);
  return run.variables
    .map((one, i) => mul(0.5, sum(square(sub(one, tensor(centers[i] as Float32Array, one.shape))))))
    .reduce((a, b) => add(a, b)) as Scalar;
}

/** Gradients at the worst neighbour of the parameters, in float64. */
function gradientsNearBy(
  weights: readonly Float32Array[],
  centers: readonly Float32Array[],
  { rho, adaptive }: Required<SamOptions>,
) {
  const gradients = weights.map((w, i) => Array.from(w, (x, e) => x - at(centers[i], e)));
  const scale = (i: number, e: number) => (adaptive ? Math.abs(at(weights[i], e)) : 1);
  const squares = gradients.flatMap((g, i) => g.map((x, e) => (scale(i, e) * x) ** 2));
  const norm = Math.sqrt(squares.reduce((a, b) => a + b, 0));
  // The gradient of ½ (x − c)² at x + e is x − c + e.
  return gradients.map((g, i) =>
    Float32Array.from(g, (x, e) => x + (rho * scale(i, e) ** 2 * x) / (norm + 1e-12)),
  );
}

const at = (array: ArrayLike<number> | undefined, i: number): number =>
  (array as ArrayLike<number>)[i] as number;

/** With `sharpnessAware`, a step goes by the gradients of the worst neighbour. */
export const seeksFlatMinima: Law = (it, entry) => {
  for (const set of keySets(entry)) {
    it(`steps by gradients from near by: ${titleOf(set)}`, async () => {
      for (const adaptive of [false, true]) {
        const rho = adaptive ? 0.5 : 0.05;
        const aware = startRun(entry, { ...set, sharpnessAware: sam({ rho, adaptive }) });
        const plain = startRun(entry, set);
        for (let k = 0; k < 3; k++) {
          const before = await Promise.all(plain.variables.map(read));
          const loss = aware.optimizer.step(() => lossAt(aware, k));
          const centers = centersAt(plain, k);
          step(plain, gradientsNearBy(before, centers, { rho, adaptive }));
          const expected = before.flatMap((w, i) =>
            Array.from(w, (x, e) => 0.5 * (x - at(centers[i], e)) ** 2),
          );
          expectNumber(
            at(await read(loss), 0),
            expected.reduce((a, b) => a + b),
            'loss',
            // Who has come near the minimum has x − c by its rounding.
            { relative: 1e-5, absolute: 1e-8 },
          );
        }
        const [given, expected] = [await snapshotOf(aware), await snapshotOf(plain)];
        for (const [name, values] of Object.entries(expected.weights)) {
          const single = { relative: 1e-4, absolute: 1e-5 };
          expectEqual(given.weights[name] as Float32Array, values, name, single);
        }
        expect(given.steps).toEqual(expected.steps);
      }
    });
  }

  it('leaves the parameters as they were, to the bit, where the loss throws near by', async () => {
    const run = startRun(entry, { ...richest(entry), sharpnessAware: sam() });
    run.optimizer.minimize(() => lossAt(run, 0));
    const before = await snapshotOf(run);
    let calls = 0;
    const loss = (): Scalar => {
      calls++;
      if (calls === 2) throw new Error('no loss here');
      return lossAt(run, 0);
    };
    expect(() => run.optimizer.minimize(loss)).toThrow('no loss here');
    expect(calls).toBe(2);
    const after = await snapshotOf(run);
    for (const [name, values] of Object.entries(before.weights)) {
      expectEqual(after.weights[name] as Float32Array, values, name);
    }
    const [first] = run.variables as readonly [Variable];
    run.optimizer.minimize(() => lossAt(run, 0));
    expect(await read(first)).not.toEqual(before.weights.p0);
  });
};
