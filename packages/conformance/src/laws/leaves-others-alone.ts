import { readsAsynchronously } from '@nadir/core/internal';
import { clipByGlobalNorm, clipByValue } from '@nadir/optim/transforms';
import { clone, reshape, slice, tensor, type Variable, variable } from '@tensorflow/tfjs-core';
import { type Entry, keySets, type OptionSet, richest, shapesOf } from '../catalogue/entry.js';
import { expectEqual } from '../expect-equal.js';
import type { Law } from '../law.js';
import { gradientsAt, numbers } from '../numbers.js';
import { expectSameRun, named, type Run, read, snapshotOf, startRun, step } from '../run.js';

/** No step changes a buffer that someone else can see. */
export const leavesOthersAlone: Law = (it, entry) => {
  const sets = keySets(entry);
  const shapes = shapesOf(entry);

  it('leaves alone what shares a buffer with a parameter', async () => {
    for (const set of sets) {
      const array = numbers(12, 1);
      const given = tensor(array, [4, 3]);
      const parameter = variable(given);
      const other = variable(given);
      const run = runOf(entry, set, [parameter]);
      const sharing = () => [
        given,
        other,
        clone(parameter),
        reshape(parameter, [2, 6]),
        slice(parameter, [0, 0], [4, 3]),
        tensor(array, [12]),
      ];
      const before = sharing();
      for (let k = 0; k < 4; k++) step(run, gradientsAt(k, shapes));
      for (const tensor of before) expectEqual(await read(tensor), numbers(12, 1), 'tensor');
      expectEqual(array, numbers(12, 1), 'array of the user');

      // Once more from a later state, and with another variable's tensor assigned to the parameter.
      const then = await read(parameter);
      other.assign(parameter);
      const later = [other, clone(parameter), reshape(parameter, [12])];
      for (let k = 4; k < 8; k++) step(run, gradientsAt(k, shapes));
      for (const tensor of later) expectEqual(await read(tensor), then, 'tensor');
      parameter.assign(given);
      for (let k = 8; k < 12; k++) step(run, gradientsAt(k, shapes));
      expectEqual(await read(given), numbers(12, 1), 'assigned tensor');
    }
  });

  it('leaves alone arrays that were read before a step', async () => {
    for (const set of sets) {
      const run = startRun(entry, set);
      for (let k = 0; k < 3; k++) {
        const handedOut = run.variables.flatMap((one) =>
          readsAsynchronously() ? [] : [one.dataSync()],
        );
        for (const one of run.variables) handedOut.push((await one.data()) as Float32Array);
        const values = handedOut.map((array) => Float32Array.from(array));
        step(run, gradientsAt(k, shapes));
        step(run, gradientsAt(k + 1, shapes));
        handedOut.forEach((array, i) => {
          expectEqual(array, values[i] as Float32Array, 'array read before the step');
        });
      }
    }
  });

  it('leaves gradients alone, and the arrays they were made of', async () => {
    for (const set of sets) {
      for (const common of [{}, { clip: clipByGlobalNorm(0.1) }, { clip: clipByValue(0.1) }]) {
        const run = startRun(entry, { ...set, ...common, maximize: true }, [
          [4, 3],
          [4, 3],
        ]);
        const array = numbers(12, 9);
        const gradient = tensor(array, [4, 3]);
        const [a, b] = run.variables as readonly [Variable, Variable];
        for (let k = 0; k < 4; k++) {
          run.optimizer.applyGradients({ [a.name]: gradient, [b.name]: gradient });
        }
        expectEqual(await read(gradient), numbers(12, 9), 'gradient');
        expectEqual(array, numbers(12, 9), 'array of the gradient');
      }
    }
  });

  it('moves alike when a gradient shares the buffer of its parameter', async () => {
    const alias = startRun(entry, richest(entry), [[43, 3]]);
    const copy = startRun(entry, richest(entry), [[43, 3]]);
    for (let k = 0; k < 4; k++) {
      const [parameter] = alias.variables as readonly [Variable];
      const gradient = clone(parameter);
      const values = await read(gradient);
      alias.optimizer.applyGradients({ [parameter.name]: gradient });
      expectEqual(await read(gradient), values, 'gradient');
      gradient.dispose();
      step(copy, [values]);
    }
    expectSameRun(await snapshotOf(alias), await snapshotOf(copy));
  });

  it('leaves state alone that was handed out or loaded', async () => {
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapes));
    const saved = run.optimizer.stateDict();
    const tensors = Object.values(saved.tensors);
    const values = await Promise.all(tensors.map(read));
    const unchanged = async () => {
      for (const [i, tensor] of tensors.entries()) {
        expectEqual(await read(tensor), values[i] as Float32Array, 'saved state');
      }
    };
    for (let k = 1; k < 4; k++) step(run, gradientsAt(k, shapes));
    await unchanged();

    const later = startRun(entry, richest(entry));
    later.optimizer.loadStateDict(saved);
    for (let k = 1; k < 4; k++) step(later, gradientsAt(k, shapes));
    await unchanged();

    const weights = (await run.optimizer.getWeights()).map(({ name, tensor }) => ({
      name,
      tensor: clone(tensor),
    }));
    const weightValues = await Promise.all(weights.map(({ tensor }) => read(tensor)));
    await later.optimizer.setWeights(weights);
    for (let k = 4; k < 8; k++) step(later, gradientsAt(k, shapes));
    for (const [i, { name, tensor }] of weights.entries()) {
      expectEqual(await read(tensor), weightValues[i] as Float32Array, name);
    }
  });

  it('frees its own state when it is disposed of, and nothing else', async () => {
    const run = startRun(entry, richest(entry));
    step(run, gradientsAt(0, shapes));
    const before = await Promise.all(run.variables.map(read));
    run.optimizer.dispose();
    for (const [i, one] of run.variables.entries()) {
      expectEqual(await read(one), before[i] as Float32Array, `p${i}`);
    }
  });
};

const runOf = (entry: Entry, set: OptionSet, variables: Run['variables']): Run => ({
  variables,
  optimizer: entry.create(named(variables), set),
});
