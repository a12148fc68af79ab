import { elasticNet, l1, l2 } from '@nadir/optim/regularizers';
import type { Variable } from '@tensorflow/tfjs-core';
import {
  keySets,
  movesAlone,
  numericOptions,
  richest,
  shapesOf,
  takesVectors,
  titleOf,
} from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual } from '../../expect-equal.js';
import { expectRefused } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt, numbers } from '../../numbers.js';
import {
  expectSameRun,
  makeVariables,
  named,
  onlyParameter,
  read,
  snapshotOf,
  startRun,
  step,
} from '../../run.js';

const { fround } = Math;

/** Penalties act inside the step: through the gradient, or by a proximal step after it. */
export const penalizes: Law = (it, entry, { tolerance }) => {
  const shapes = shapesOf(entry);
  for (const set of keySets(entry)) {
    it(`adds the gradient of a regularizer: ${titleOf(set)}`, async () => {
      const inside = startRun(entry, { ...set, regularizer: l2(0.1, { include: 'all' }) });
      const byHand = startRun(entry, set);
      for (let k = 0; k < 5; k++) {
        step(inside, gradientsAt(k, shapes));
        const weights = await Promise.all(byHand.variables.map(read));
        // 2 λ w, rounded as float32 is after each operation.
        step(
          byHand,
          gradientsAt(k, shapes).map((gradient, i) =>
            gradient.map(
              (g, e) => g + fround(fround(0.2) * ((weights[i] as Float32Array)[e] as number)),
            ),
          ),
        );
      }
      expectSameRun(await snapshotOf(inside), await snapshotOf(byHand), tolerance);
    });
  }

  if (takesVectors(entry)) {
    it('leaves vectors and numbers out of a penalty unless told', async () => {
      // Stronger than any gradient, so that also rules feel it that see no more than signs.
      for (const kind of ['regularizer', 'proximal']) {
        const plain = startRun(entry, richest(entry));
        const some = startRun(entry, { ...richest(entry), [kind]: l1(5) });
        const all = startRun(entry, { ...richest(entry), [kind]: l1(5, { include: 'all' }) });
        for (const run of [plain, some, all]) {
          for (let k = 0; k < 3; k++) step(run, gradientsAt(k, shapes));
        }
        const [expected, left, taken] = [
          await snapshotOf(plain),
          await snapshotOf(some),
          await snapshotOf(all),
        ];
        for (const name of ['p1', 'p2']) {
          expect(taken.weights[name]).not.toEqual(expected.weights[name]);
          if (!movesAlone(entry)) continue;
          expectSameRun(onlyParameter(left, name), onlyParameter(expected, name), tolerance);
        }
        expect(left.weights.p0).not.toEqual(expected.weights.p0);
        if (movesAlone(entry)) {
          expectSameRun(onlyParameter(taken, 'p0'), onlyParameter(left, 'p0'));
        }

        const vector = makeVariables([[5]]);
        const nothing = () => entry.create(named(vector), { [kind]: l1(5) });
        await expectRefused(nothing, ['NADIR_OPTION', `${kind}: got l1`, "include: 'all'"]);
      }
    });
  }

  it('reaches exact zeros by a proximal step, and not by a regularizer', async () => {
    // The proximal step is 50 times as long as a step of ±1 would be, so it ends at 0 whatever the
    // rule makes of gradients whose sign changes at each step.
    const zeros = async (kind: 'regularizer' | 'proximal') => {
      const options = { ...richest(entry), learningRate: 0.05, [kind]: l1(50) };
      const run = startRun(entry, options, [[8, 8]]);
      const [parameter] = run.variables as readonly [Variable];
      const pull = numbers(64, 77);
      for (let k = 0; k < 20; k++) {
        const weights = await read(parameter);
        const sign = k % 2 === 0 ? 0.1 : -0.1;
        step(run, [weights.map((w, e) => w - sign * (pull[e] as number))]);
      }
      return (await read(parameter)).filter((w) => w === 0).length;
    };
    expect(await zeros('proximal')).toBe(64);
    if (!entry.reachesZeros) expect(await zeros('regularizer')).toBe(0);
  });

  it('takes the proximal step of the formula after its own', async () => {
    const rate = fround(0.03);
    const own = { ...richest(entry), learningRate: rate };
    const lambda = { l1: fround(0.4), l2: fround(0.25) };
    // The state does not depend on the parameter, so one step tells.
    const withStep = startRun(entry, { ...own, proximal: elasticNet(lambda, { include: 'all' }) });
    const plain = startRun(entry, own);
    step(withStep, gradientsAt(0, shapes));
    step(plain, gradientsAt(0, shapes));
    const given = await snapshotOf(withStep);
    const before = await snapshotOf(plain);
    for (const [name, weights] of Object.entries(before.weights)) {
      const expected = weights.map((w) => {
        const shrunk = Math.sign(w) * Math.max(Math.abs(w) - rate * lambda.l1, 0);
        return shrunk / (1 + 2 * rate * lambda.l2);
      });
      const close = { relative: 1e-6, absolute: 1e-7 };
      expectEqual(given.weights[name] as Float32Array, expected, name, close);
    }
  });

  it('takes the strength of its proximal step from the schedule of the learning rate', async () => {
    expect(numericOptions(entry)).toContain('learningRate');
    const proximal = l1(0.5, { include: 'all' });
    const rates = [0.1, 0.02, 0, 0.05];
    const scheduled = startRun(entry, {
      ...richest(entry),
      proximal,
      learningRate: (k: number) => rates[k] as number,
    });
    const set = startRun(entry, { ...richest(entry), proximal });
    for (const [k, learningRate] of rates.entries()) {
      set.optimizer.setOptions({ learningRate });
      step(scheduled, gradientsAt(k, shapes));
      step(set, gradientsAt(k, shapes));
    }
    expectSameRun(await snapshotOf(scheduled), await snapshotOf(set), tolerance);
  });
};
