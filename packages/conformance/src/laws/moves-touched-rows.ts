import type { SparseGradient } from '@nadir/core';
import { lookup } from '@nadir/core/internal';
import { microBatches, throwError } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import { clipByGlobalNorm } from '@nadir/optim/transforms';
import {
  add,
  memory,
  mul,
  type Scalar,
  scalar,
  sum,
  type Tensor,
  tensor,
  type Variable,
} from '@tensorflow/tfjs-core';
import { type EntryOptions, richest } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import { expectRefusedUnchanged } from '../expect-refused.js';
import type { Law } from '../law.js';
import { gradientsAt, numbers } from '../numbers.js';
import {
  denseGradient,
  expectOthersUnchanged,
  interpretedRows,
  rowShapes,
  rowsAt,
  sparseGradient,
  stepSparse,
} from '../row-gradients.js';
import { expectSameRun, gradientMap, type Run, read, snapshotOf, startRun, step } from '../run.js';

/** A rule that is rowwise changes only rows that have a gradient, in whatever form that comes. */
export const movesTouchedRows: Law = (it, entry, { tolerance }) => {
  if (entry.rule.rows === undefined) {
    it('refuses a sparse gradient', async () => {
      const run = startRun(entry, richest(entry));
      const [{ name }] = run.variables as [Variable];
      const gradient = { [name]: sparseGradient(0, 0) };
      const apply = () => run.optimizer.applyGradients(gradient);
      await expectRefusedUnchanged(run, apply, ['NADIR_TENSOR', 'sparse gradient for "p0"']);
    });
    return;
  }

  it('equals the interpreter in rows that are named, and leaves the others alone', async () => {
    for (const set of entry.optionSets) {
      const run = startRun(entry, set, rowShapes);
      const reference = interpretedRows(entry, set);
      for (const k of rowsAt.keys()) {
        const before = await snapshotOf(run);
        stepSparse(run, k);
        reference(k);
        expectOthersUnchanged(await snapshotOf(run), before, k);
      }
      const { weights, slots } = await snapshotOf(run);
      reference.parameters.forEach(({ param, slots: expected }, i) => {
        expectEqual(weights[`p${i}`] as Float32Array, param, `p${i}`, tolerance);
        for (const [slot, { values }] of Object.entries(expected)) {
          const what = `p${i}/${slot}`;
          expectEqual(slots[what] as Float32Array, values, what, tolerance);
        }
      });
    }
  });

  it('leaves rows alone whatever else is done with gradients and parameters', async () => {
    const everything: EntryOptions = {
      ...richest(entry),
      clip: clipByGlobalNorm(0.1),
      regularizer: l2(0.1, { include: 'all' }),
      proximal: l1(0.1, { include: 'all' }),
      nonFinite: throwError,
      maximize: true,
    };
    const run = startRun(entry, everything, rowShapes);
    for (const k of rowsAt.keys()) {
      const before = await snapshotOf(run);
      stepSparse(run, k);
      expectOthersUnchanged(await snapshotOf(run), before, k);
    }
  });

  it('takes a gradient of all rows for one of those in which it is not zero', async () => {
    const [sparse, dense] = [0, 1].map(() => startRun(entry, richest(entry), rowShapes)) as [
      Run,
      Run,
    ];
    // At the first step no row with zeros is named.
    stepSparse(sparse, 0);
    step(dense, [null, denseGradient(0, 1), denseGradient(0, 2)]);
    const [given, expected] = [await snapshotOf(dense), await snapshotOf(sparse)];
    for (const name of ['p1', 'p2']) {
      expectEqual(
        given.weights[name] as Float32Array,
        expected.weights[name] as Float32Array,
        name,
      );
    }
    const before = await snapshotOf(dense);
    step(dense, [null, new Float32Array(20), null]);
    const after = await snapshotOf(dense);
    expectEqual(after.weights.p1 as Float32Array, before.weights.p1 as Float32Array, 'p1');
    expect(after.steps).toEqual({ p1: 2, p2: 1 });
  });

  it('moves the rows of all micro-batches of a step', async () => {
    const micro = startRun(entry, { ...richest(entry), accumulate: microBatches(2) }, rowShapes);
    const whole = startRun(entry, richest(entry), rowShapes);
    for (const k of [0, 1]) stepSparse(micro, k);
    const means = rowShapes.map((_, i) => {
      const [first, second] = [denseGradient(0, i), denseGradient(1, i)];
      return first.map((x, e) => Math.fround(x + (second[e] as number)) / 2);
    });
    step(whole, means);
    const [given, expected] = [await snapshotOf(micro), await snapshotOf(whole)];
    for (const [name, values] of Object.entries(expected.weights)) {
      expectEqual(given.weights[name] as Float32Array, values, name, tolerance);
    }
    for (const name of ['p0', 'p1', 'p2']) {
      const left = given.slots[`${name}/accumulated`] as Float32Array;
      expectEqual(left, new Float32Array(left.length), `${name}/accumulated`);
    }
  });

  it('moves the rows that a loss has looked up, also those without gradient', async () => {
    const looking = startRun(entry, richest(entry), rowShapes);
    const told = startRun(entry, richest(entry), rowShapes);
    const { variables } = looking;
    for (const k of [0, 1, 0]) {
      // The gradient of a row is what it is multiplied by.
      const parts = variables.map((_, i) => sparseGradient(k, i));
      const loss = () =>
        variables
          .map((one, i) => {
            const { indices, values } = parts[i] as SparseGradient;
            return sum(mul(lookup(one, indices), values)) as Tensor;
          })
          .reduce((a, b) => add(a, b), scalar(0)) as Scalar;
      looking.optimizer.step(loss).dispose();
      stepSparse(told, k);
    }
    expectSameRun(await snapshotOf(looking), await snapshotOf(told), tolerance);
  });

  it('leaks nothing, whichever way rows are named', async () => {
    const run = startRun(entry, richest(entry), rowShapes);
    const [table] = run.variables as readonly [Variable];
    const indices = tensor([1, 4, 1], [3], 'int32');
    const loss = () => sum(lookup(table, indices)) as Scalar;
    let after = { numTensors: 0, numDataBuffers: 0 };
    for (let k = 0; k < 12; k++) {
      stepSparse(run, k % rowsAt.length);
      run.optimizer.step(loss).dispose();
      run.optimizer.minimize(loss);
      await read(table);
      const { numTensors, numDataBuffers } = memory();
      if (k === 1) after = { numTensors, numDataBuffers };
      if (k > 1) expect({ numTensors, numDataBuffers }).toEqual(after);
    }
  });

  it('refuses a sparse gradient that does not fit', async () => {
    const int = (values: number[]) => tensor(values, [values.length], 'int32');
    const two = tensor(numbers(6, 1), [2, 3]);
    const freed = int([0, 1]);
    freed.dispose();
    const bad: readonly (readonly [gradient: unknown, part: string])[] = [
      [{ indices: int([0]), values: two }, 'expected indices int32 [1] and values float32 [1,3]'],
      [{ indices: int([0, 1]), values: tensor(numbers(4, 1), [2, 2]) }, 'values float32 [2,2]'],
      [{ indices: tensor([0, 1]), values: two }, 'indices float32 [2]'],
      [{ indices: tensor([[0, 1]], [1, 2], 'int32'), values: two }, 'indices int32 [1,2]'],
      [
        { indices: int([0, 1]), values: tensor([1, 2, 3, 4, 5, 6], [2, 3], 'int32') },
        'values int32',
      ],
      [{ indices: [0, 1], values: two }, 'got [0, 1] as the gradient of "p0"'],
      [{ indices: freed, values: two }, 'a disposed tensor'],
      [{ indices: int([0, 1]) }, 'got an object'],
    ];
    for (const [gradient, part] of bad) {
      const run = startRun(entry, richest(entry), rowShapes);
      step(run, gradientsAt(0, rowShapes));
      const [{ name }] = run.variables as [Variable];
      const apply = () => run.optimizer.applyGradients({ [name]: gradient as SparseGradient });
      await expectRefusedUnchanged(run, apply, ['NADIR_TENSOR', part]);
    }
    const run = startRun(entry, richest(entry), [[]]);
    const [{ name }] = run.variables as [Variable];
    const ofNumber = { [name]: { indices: int([0]), values: tensor([1]) } };
    const apply = () => run.optimizer.applyGradients(ofNumber);
    await expectRefusedUnchanged(run, apply, ['NADIR_TENSOR', '"p0" []']);
  });

  it('takes sparse gradients beside others, and in a list', async () => {
    const [map, list] = [0, 1].map(() => startRun(entry, richest(entry), rowShapes)) as [Run, Run];
    const gradientsOf = ({ variables }: Run) => {
      const [first, ...rest] = variables as readonly [Variable, ...Variable[]];
      const dense = gradientMap(rest, gradientsAt(0, rowShapes).slice(1));
      return { [first.name]: sparseGradient(0, 0), ...dense };
    };
    map.optimizer.applyGradients(gradientsOf(map));
    const entries = Object.entries(gradientsOf(list));
    list.optimizer.applyGradients(entries.map(([name, one]) => ({ name, tensor: one })));
    expectSameRun(await snapshotOf(list), await snapshotOf(map));
    expect((await snapshotOf(map)).steps).toEqual({ p0: 1, p1: 1, p2: 1 });
  });
};
