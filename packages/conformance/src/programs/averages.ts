import {
  type AveragedWeights,
  LatestWeightAverage,
  PostHocEma,
  reconstructEma,
  WeightAverage,
} from '@nadir/optim/averages';
import { dispose, memory, type Tensor, tensor } from '@tensorflow/tfjs-core';
import { expect } from '../expect.js';
import { expectEqual } from '../expect-equal.js';
import type { ProgramLaw } from '../law.js';
import { makeVariables, named, read } from '../run.js';

const shapes = [[], [3], [257, 5]];
const updates = 6;

/** Weight i of the variable at a time: whole numbers, so that their means are nearly exact. */
const weight = (t: number, i: number) => ((7 * t + 3 * i) % 11) - 5;

/** Averages of weights are what their formula says, leave the weights alone and leak nothing. */
export const averagesWeights: ProgramLaw = (it) => {
  const mean = (times: readonly number[], i: number) =>
    times.reduce((sum, t) => sum + weight(t, i), 0) / times.length;
  const all = Array.from({ length: updates }, (_, t) => t);
  const decay = 0.75;
  const ema = (i: number) => {
    const [sum, total] = all.reduce(
      ([sum, total], t) => [decay * sum + weight(t, i), decay * total + 1],
      [0, 0],
    );
    return sum / total;
  };

  const kinds: readonly [
    string,
    (named: readonly [string, never][]) => AveragedWeights & { update(): void },
    (i: number) => number,
  ][] = [
    ['ema', (parameters) => new WeightAverage(parameters, { kind: 'ema', decay }), ema],
    ['swa', (parameters) => new WeightAverage(parameters, { kind: 'swa' }), (i) => mean(all, i)],
    [
      'the latest',
      (parameters) => new LatestWeightAverage(parameters, { last: 4 }),
      (i) => mean(all.slice(-4), i),
    ],
  ];
  for (const [title, make, formula] of kinds) {
    it(`averages of weights: ${title}`, async () => {
      const variables = makeVariables(shapes);
      const { numTensors, numBytes } = memory();
      const average = make(named(variables) as never);
      for (let t = 0; t < updates; t++) {
        setWeights(variables, t);
        average.update();
      }
      const before = memory().numTensors;
      average.swapIn();
      for (const variable of variables) {
        const expected = Float32Array.from({ length: variable.size }, (_, i) => formula(i));
        expectEqual(await read(variable), expected, title, { relative: 1e-6, absolute: 1e-5 });
      }
      average.swapOut();
      expect(memory().numTensors).toBe(before);
      for (const variable of variables) {
        const expected = Float32Array.from({ length: variable.size }, (_, i) =>
          weight(updates - 1, i),
        );
        expectEqual(await read(variable), expected, 'weights put back');
      }
      average.dispose();
      expect(memory()).toMatchObject({ numTensors, numBytes });
    });
  }

  it('averages of weights: after the fact', async () => {
    const variables = makeVariables(shapes);
    const { numTensors } = memory();
    const average = new PostHocEma(named(variables));
    const snapshots = all.map((t) => {
      setWeights(variables, t);
      average.update();
      return average.stateDict();
    });
    // The average that a snapshot holds comes back as it is, of one width exactly, of all by rounding.
    const made = reconstructEma(snapshots, { width: 0.1 });
    for (const [name, tensor] of Object.entries(made)) {
      const kept = snapshots.at(-1)?.tensors[`1.${name}`] as Tensor;
      expectEqual(await read(tensor), await read(kept), name, { relative: 1e-5, absolute: 1e-4 });
    }
    dispose([made, snapshots.map(({ tensors }) => tensors)] as never);
    average.dispose();
    expect(memory().numTensors).toBe(numTensors);
  });
};

function setWeights(variables: ReturnType<typeof makeVariables>, t: number): void {
  for (const variable of variables) {
    const values = Float32Array.from({ length: variable.size }, (_, i) => weight(t, i));
    const next = tensor(values, variable.shape);
    variable.assign(next);
    next.dispose();
  }
}
