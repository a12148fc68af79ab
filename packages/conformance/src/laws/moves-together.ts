import { type OptionValues, RuleInterpreter } from '@nadir/core';
import {
  type Entry,
  movesAlone,
  optionsOf,
  richest,
  shapesOf,
  titleOf,
} from '../catalogue/entry.js';
import type { Law } from '../law.js';
import { gradientsAt, numbers, sizeOf } from '../numbers.js';
import {
  expectSameRun,
  type Gradients,
  gradientMap,
  interpretedSnapshot,
  makeVariables,
  named,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

/** Gradients of ten steps; each parameter is without one in some, and all are in one of them. */
const rowsOf = (entry: Entry): Gradients[] =>
  Array.from({ length: 10 }, (_, k) =>
    gradientsAt(k, shapesOf(entry)).map((gradient, i) =>
      k === 4 || k % (i + 2) === 1 ? null : gradient,
    ),
  );

/**
 * Where all parameters share numbers, a step is that of the interpreter, which knows who has a gradient
 * and which options; comparing with a parameter that moves alone would tell nothing.
 */
export const movesTogether: Law = (it, entry, { tolerance }) => {
  if (movesAlone(entry)) return;
  const [shapes, rows] = [shapesOf(entry), rowsOf(entry)];
  const interpreted = (optionsFor: (parameter: number) => object) => {
    const run = new RuleInterpreter(
      entry.rule,
      shapes.map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
      'float32',
    );
    for (const row of rows) {
      run.step(row, (i) => ({ ...optionsOf(entry, {}), ...optionsFor(i) }) as OptionValues);
    }
    return interpretedSnapshot(run);
  };

  for (const set of entry.optionSets) {
    it(`shares numbers among parameters with a gradient, in any order: ${titleOf(set)}`, async () => {
      const run = startRun(entry, set);
      for (const [k, row] of rows.entries()) {
        const gradients = Object.entries(gradientMap(run.variables, row));
        run.optimizer.applyGradients(Object.fromEntries(k % 2 ? gradients.reverse() : gradients));
      }
      expectSameRun(
        await snapshotOf(run),
        interpreted(() => set),
        tolerance,
      );
    });
  }

  it('shares numbers among groups, and has options of each', async () => {
    const set = richest(entry);
    const own = [{ learningRate: 0.1 }, { learningRate: 0.7 }] as const;
    const variables = makeVariables(shapes);
    const [p0, p1, p2] = named(variables) as [never, never, never];
    const groups = [
      { parameters: [p0], ...own[0] },
      { parameters: [p1, p2], ...own[1] },
    ];
    const run = { variables, optimizer: entry.create(groups, set) };
    for (const row of rows) step(run, row);
    const expected = interpreted((i) => ({ ...set, ...own[i === 0 ? 0 : 1] }));
    expectSameRun(await snapshotOf(run), expected, tolerance);
  });
};
