import { chain, type OptionValues, RuleInterpreter, type Transform } from '@nadir/core';
import { throwError } from '@nadir/optim';
import { l2 } from '@nadir/optim/regularizers';
import {
  clipByGlobalNorm,
  clipByNorm,
  clipByRms,
  clipByValue,
  maximize,
} from '@nadir/optim/transforms';
import {
  type Entry,
  keySets,
  type OptionSet,
  optionsOf,
  richest,
  shapesOf,
  titleOf,
} from '../../catalogue/entry.js';
import { expect } from '../../expect.js';
import { expectEqual, expectNumber } from '../../expect-equal.js';
import { expectRefusedUnchanged } from '../../expect-refused.js';
import type { Law } from '../../law.js';
import { gradientsAt, numbers, sizeOf } from '../../numbers.js';
import {
  applyAndSettle,
  expectSameRun,
  type Gradients,
  gradientMap,
  snapshotOf,
  startRun,
  step,
} from '../../run.js';
import { wider } from '../../tolerance.js';

const steps = 5;

/** What float32 leaves of five steps in float64. */
const single = { relative: 1e-4, absolute: 1e-5 };

/** Gradients are bounded before anything else is done with them. */
export const clips: Law = (it, entry, { tolerance }) => {
  for (const set of keySets(entry)) {
    it(`clips by norm as the formula says: ${titleOf(set)}`, async () => {
      // The norm of the gradients is about 2.6; one parameter has none at one step.
      const run = startRun(entry, { ...set, clip: clipByGlobalNorm(0.5), maximize: true });
      const rows = rowsOfGradients(entry);
      for (const row of rows) step(run, row);
      const { weights } = await snapshotOf(run);
      for (const [name, values] of Object.entries(reference(entry, set, rows, 0.5))) {
        const allowed = wider(single, entry.tolerance);
        expectEqual(weights[name] as Float32Array, values, name, allowed);
      }
    });
  }

  it('throws where the norm that it clips by leaves float32, as PyTorch with error_if_nonfinite', async () => {
    // (1e25)² and (1e25)³ are beyond 3.4e38; a sum of magnitudes and the largest of them are not.
    const huge = gradientsAt(2, shapesOf(entry)).map((gradient) => gradient.map(() => 1e25));
    const start = (p: number | 'infinity') => {
      const clip = clipByGlobalNorm(1, p);
      const run = startRun(entry, { ...richest(entry), nonFinite: throwError, clip });
      for (let k = 0; k < 2; k++) step(run, gradientsAt(k, shapesOf(entry)));
      return run;
    };
    for (const p of [2, 3]) {
      const run = start(p);
      const all = gradientMap(run.variables, huge);
      const apply = () => applyAndSettle(run, all);
      await expectRefusedUnchanged(run, apply, ['NADIR_TENSOR', `${p}-norm`, "'infinity'"]);
    }
    for (const p of [1, 'infinity'] as const) {
      const run = start(p);
      step(run, huge);
      expect((await snapshotOf(run)).steps.p0).toBe(3);
    }
  });

  it('clips by value as if the gradients had been so', async () => {
    const bound = Math.fround(0.3);
    // The gradient of a penalty is not clipped: it is added afterwards.
    const options = { ...richest(entry), regularizer: l2(5, { include: 'all' }) };
    const clipped = startRun(entry, { ...options, clip: clipByValue(bound) });
    const plain = startRun(entry, options);
    for (const row of rowsOfGradients(entry)) {
      step(clipped, row);
      step(
        plain,
        row.map((g) => g?.map((x) => Math.min(Math.max(x, -bound), bound)) ?? null),
      );
    }
    expectSameRun(await snapshotOf(clipped), await snapshotOf(plain), tolerance);
  });

  it('clips by other norms, of each gradient too, and by the mean square', async () => {
    const largest = (g: Float32Array) => Math.max(...g.map(Math.abs));
    const byLimit = (norm: number, limit: number) => Math.min(1, limit / (norm + 1e-6));
    const rms = (g: Float32Array) => Math.sqrt(squares(g) / g.length);
    const ways: readonly (readonly [Transform, (g: Float32Array, row: Gradients) => number])[] = [
      [
        clipByGlobalNorm(0.3, 'infinity'),
        (_, row) => byLimit(Math.max(...row.map((g) => largest(g ?? new Float32Array()))), 0.3),
      ],
      [clipByNorm(0.3, 3), (g) => byLimit(cubes(g) ** (1 / 3), 0.3)],
      [clipByRms(0.3), (g) => 1 / Math.max(1, rms(g) / 0.3)],
    ];
    for (const [clip, scaleOf] of ways) {
      const clipped = startRun(entry, { ...richest(entry), clip });
      const plain = startRun(entry, richest(entry));
      for (const row of rowsOfGradients(entry)) {
        step(clipped, row);
        step(
          plain,
          row.map((g) => g?.map((x) => x * scaleOf(g, row)) ?? null),
        );
      }
      expectSameRun(await snapshotOf(clipped), await snapshotOf(plain), single);
    }
  });

  it('changes nothing where the bound is never reached', async () => {
    const bounds = [
      clipByGlobalNorm(100),
      clipByGlobalNorm(Infinity),
      clipByValue(1),
      clipByRms(1),
    ];
    for (const set of keySets(entry)) {
      const plain = startRun(entry, set);
      for (const row of rowsOfGradients(entry)) step(plain, row);
      const expected = await snapshotOf(plain);
      for (const clip of bounds) {
        const run = startRun(entry, { ...set, clip });
        for (const row of rowsOfGradients(entry)) step(run, row);
        expectSameRun(await snapshotOf(run), expected, tolerance);
      }
    }
  });

  it('lets no NaN pass, whatever the norm', async () => {
    for (const type of [1, 2, 3, 'infinity'] as const) {
      const run = startRun(entry, { ...richest(entry), clip: clipByGlobalNorm(1, type) });
      const gradients = gradientsAt(0, shapesOf(entry));
      gradients[0]?.set([Number.NaN]);
      step(run, gradients);
      if (entry.waitsAtNaN) continue;
      // Twice: the first step of some moves nothing.
      step(run, gradients);
      for (const values of Object.values((await snapshotOf(run)).weights)) {
        expect(values.every(Number.isNaN)).toBe(true);
      }
    }
  });

  it('tells the norm before clipping, of all gradients together', async () => {
    for (const norm of [0.5, Infinity]) {
      const run = startRun(entry, { ...richest(entry), clip: clipByGlobalNorm(norm) });
      expect(await run.optimizer.gradientNorm()).toBeUndefined();
      for (const row of rowsOfGradients(entry)) {
        step(run, row);
        const given = (await run.optimizer.gradientNorm()) as number;
        expectNumber(given, normOf(row), 'norm', { relative: 1e-6, absolute: 0 });
      }
    }
    const plain = startRun(entry, richest(entry));
    step(plain, gradientsAt(0, shapesOf(entry)));
    expect(await plain.optimizer.gradientNorm()).toBeUndefined();
  });
};

const rowsOfGradients = (entry: Entry): Gradients[] =>
  Array.from({ length: steps }, (_, k) =>
    gradientsAt(k, shapesOf(entry)).map((gradient, i) => (k === 2 && i === 1 ? null : gradient)),
  );

const normOf = (row: Gradients): number =>
  Math.sqrt(row.reduce((sum, g) => sum + squares(g ?? new Float32Array()), 0));

const squares = (array: Float32Array): number => array.reduce((sum, x) => sum + x * x, 0);

const cubes = (array: Float32Array): number => array.reduce((sum, x) => sum + Math.abs(x) ** 3, 0);

/** The parameters after all steps in float64, by min(1, norm / (‖g‖ + 1e-6)), going up. */
function reference(
  entry: Entry,
  set: OptionSet,
  rows: readonly Gradients[],
  norm: number,
): Record<string, ArrayLike<number>> {
  const options = optionsOf(entry, set) as OptionValues;
  const run = new RuleInterpreter(
    chain(maximize, entry.rule),
    shapesOf(entry).map((shape, i) => ({ shape, values: numbers(sizeOf(shape), 1, i) })),
    'float64',
  );
  for (const row of rows) {
    const scale = Math.min(1, norm / (normOf(row) + 1e-6));
    const scaled = row.map((gradient) => gradient && Array.from(gradient, (x) => x * scale));
    run.step(scaled, () => options);
  }
  return Object.fromEntries(run.parameters.map(({ param }, i) => [`p${i}`, param]));
}
