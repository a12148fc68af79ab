import type { NamedTensorMap, Variable } from '@tensorflow/tfjs-core';
import { keySets, movesAlone, type OptionSet, shapesOf, titleOf } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { gradientsAt, numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  expectUnchanged,
  gradientMap,
  makeVariables,
  named,
  onlyParameter,
  type Snapshot,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** The same gradients without one of them, in each form in which one can be missing. */
const missing: Readonly<
  Record<string, (all: NamedTensorMap, name: string) => Parameters<ApplyGradients>[0]>
> = {
  absent: ({ ...all }, name) => {
    delete all[name];
    return all;
  },
  null: (all, name) => ({ ...all, [name]: null as never }),
  undefined: (all, name) => ({ ...all, [name]: undefined as never }),
  'absent from an array': (all, name) => listOf(all).filter((entry) => entry.name !== name),
  'undefined in an array': (all, name) =>
    listOf(all).map((entry) =>
      entry.name === name ? { name, tensor: undefined as never } : entry,
    ),
};

type ApplyGradients = ReturnType<typeof startRun>['optimizer']['applyGradients'];

const listOf = (all: NamedTensorMap) =>
  Object.entries(all).map(([name, tensor]) => ({ name, tensor }));

/** No gradient, no change, no state, no step. */
export const skipsMissingGradients: Law = (it, entry) => {
  const three = shapesOf(entry);
  /** Six steps of each parameter by itself, but three of the second. */
  const stepsAlone = async (set: OptionSet): Promise<Record<string, Snapshot>> => {
    const alone: Record<string, Snapshot> = {};
    for (const [i, name] of ['p0', 'p1', 'p2'].entries()) {
      const variables = [makeVariables(three)[i] as Variable];
      const run = { variables, optimizer: entry.create(named(variables), set) };
      for (let k = i === 1 ? 3 : 0; k < 6; k++)
        step(run, [gradientsAt(k, three)[i] as Float32Array]);
      alone[name] = onlyParameter(await snapshotOf(run), 'p0', name);
    }
    return alone;
  };

  for (const set of keySets(entry)) {
    it(`leaves a parameter as it is whose gradient is missing: ${titleOf(set)}`, async () => {
      const alone = movesAlone(entry) ? await stepsAlone(set) : {};
      for (const [form, leaveOut] of Object.entries(missing)) {
        const run = startRun(entry, set);
        const late = run.variables[1] as Variable;
        for (let k = 0; k < 3; k++) {
          const all = gradientMap(run.variables, gradientsAt(k, three));
          run.optimizer.applyGradients(leaveOut(all, late.name));
        }
        const before = await snapshotOf(run);
        const first = numbers(sizeOf(late.shape), 1, 1);
        expectEqual(before.weights.p1 as Float32Array, first, `p1, ${form}`);
        expect(Object.keys(before.slots).filter((name) => name.startsWith('p1/'))).toEqual([]);
        expect(before.steps, form).toEqual({ p0: 3, p2: 3 });

        for (let k = 3; k < 6; k++) step(run, gradientsAt(k, three));
        const after = await snapshotOf(run);
        expect(after.steps, form).toEqual({ p0: 6, p1: 3, p2: 6 });
        for (const [name, expected] of Object.entries(alone)) {
          expectSameRun(onlyParameter(after, name), expected);
        }
      }
    });
  }

  it('does nothing at all without any gradient', async () => {
    const run = startRun(entry);
    step(run, gradientsAt(0, three));
    const before = await snapshotOf(run);
    run.optimizer.applyGradients({});
    run.optimizer.applyGradients([]);
    const names = run.variables.map(({ name }) => [name, null as never]);
    run.optimizer.applyGradients(Object.fromEntries(names));
    expectUnchanged(await snapshotOf(run), before);
  });

  for (const set of movesAlone(entry) ? keySets(entry) : []) {
    it(`keeps state by parameter, not by position: ${titleOf(set)}`, async () => {
      const shapes = [...three, [4, 3]];
      const run = startRun(entry, set, shapes);
      const rows = Array.from({ length: 12 }, (_, k) =>
        // Each of the 15 non-empty subsets of four parameters is a number from 1 to 15.
        gradientsAt(k, shapes).map((g, i) => (((((7 * k) % 15) + 1) >> i) & 1 ? g : null)),
      );
      rows.forEach((row, k) => {
        const entries = Object.entries(gradientMap(run.variables, row));
        const turned = [
          ...entries.slice(k % entries.length),
          ...entries.slice(0, k % entries.length),
        ];
        run.optimizer.applyGradients(Object.fromEntries(turned));
      });
      const together = await snapshotOf(run);
      for (const i of shapes.keys()) {
        const moves = rows.filter((row) => row[i] !== null);
        const variables = [makeVariables(shapes)[i] as Variable];
        const alone = { variables, optimizer: entry.create(named(variables), set) };
        for (const row of moves) step(alone, [row[i] as Float32Array]);
        expect(moves.length, `gradients of p${i}`).toBeLessThan(12);
        expectSameRun(
          onlyParameter(together, `p${i}`),
          onlyParameter(await snapshotOf(alone), 'p0', `p${i}`),
        );
      }
    });
  }
};
