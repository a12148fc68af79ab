import {
  keySets,
  movesAlone,
  type OptionSet,
  richest,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import { expect } from '../expect.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import {
  expectSameRun,
  type Gradients,
  makeVariables,
  named,
  onlyParameter,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** A group is as an optimizer of its own. */
export const keepsGroupsApart: Law = (it, entry) => {
  if (!movesAlone(entry)) return;
  const shapes = shapesOf(entry);
  /** Steps two groups together, and each parameter's optimizer alone with the group's options. */
  const compare = async (first: object, second: object, rows: readonly Gradients[]) => {
    const variables = makeVariables(shapes);
    const [p0, p1, p2] = named(variables) as [never, never, never];
    const groups = [
      { parameters: [p0, p2], ...first },
      { parameters: [p1], ...second },
    ];
    const together = { variables, optimizer: entry.create(groups) };
    const alone = [startRun(entry, { ...first }), startRun(entry, { ...second })] as const;
    for (const [g0 = null, g1 = null, g2 = null] of rows) {
      step(together, [g0, g1, g2]);
      step(alone[0], [g0, null, g2]);
      step(alone[1], [null, g1, null]);
    }
    const given = await snapshotOf(together);
    const [a, b] = [await snapshotOf(alone[0]), await snapshotOf(alone[1])];
    expectSameRun(onlyParameter(given, 'p0'), onlyParameter(a, 'p0'));
    expectSameRun(onlyParameter(given, 'p1'), onlyParameter(b, 'p1'));
    expectSameRun(onlyParameter(given, 'p2'), onlyParameter(a, 'p2'));
    expect(together.optimizer.groups.map((group) => group.step)).toEqual([
      alone[0].optimizer.groups[0]?.step,
      alone[1].optimizer.groups[0]?.step,
    ]);
  };

  keySets(entry).forEach((first, i, sets) => {
    const second = sets.at(i - 1) as OptionSet;
    it(`keeps groups apart: ${titleOf(first)} | ${titleOf(second)}`, () =>
      compare(
        first,
        { ...second, maximize: true },
        Array.from({ length: 5 }, (_, k) => gradientsAt(k, shapes)),
      ));
  });

  it('counts the steps of a group by itself, for its schedule', async () => {
    const set = richest(entry);
    const rows = Array.from({ length: 9 }, (_, k): Gradients => {
      const [g0 = null, g1 = null, g2 = null] = gradientsAt(k, shapes);
      if (k < 3) return [g0, null, g2];
      if (k === 5) return [null, null, null];
      if (k === 7) return [null, g1, null];
      return [g0, g1, k === 6 ? null : g2];
    });
    const rates = { slow: (k: number) => 0.01 / (1 + k), fast: (k: number) => 0.05 * 0.8 ** k };
    await compare({ ...set, learningRate: rates.slow }, { ...set, learningRate: rates.fast }, rows);
  });

  it('takes the options of the optimizer where a group has none', async () => {
    const set = richest(entry);
    const groups = startRun(entry, set);
    const [p0, p1, p2] = named(groups.variables) as [never, never, never];
    const options = { ...set, learningRate: 0.5, maximize: true };
    const optimizer = entry.create([{ parameters: [p0, p1], learningRate: 0.01 }], options);
    optimizer.addGroup({ parameters: [p2], maximize: false });
    const run = { variables: groups.variables, optimizer };
    const expected = [
      startRun(entry, { ...options, learningRate: 0.01 }),
      startRun(entry, { ...options, maximize: false }),
    ] as const;
    for (let k = 0; k < 3; k++) {
      const [g0 = null, g1 = null, g2 = null] = gradientsAt(k, shapes);
      step(run, [g0, g1, g2]);
      step(expected[0], [g0, g1, null]);
      step(expected[1], [null, null, g2]);
    }
    const given = await snapshotOf(run);
    for (const [name, i] of [
      ['p0', 0],
      ['p1', 0],
      ['p2', 1],
    ] as const) {
      const alone = await snapshotOf(expected[i]);
      expectSameRun(onlyParameter(given, name), onlyParameter(alone, name));
    }
  });
};
