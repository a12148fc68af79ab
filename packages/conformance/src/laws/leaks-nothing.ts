import type { Optimizer } from '@nadir/core';
import { throwError } from '@nadir/optim';
import { l1, l2 } from '@nadir/optim/regularizers';
import { clipByGlobalNorm, clipByValue } from '@nadir/optim/transforms';
import {
  add,
  clone,
  memory,
  mul,
  type Scalar,
  square,
  sum,
  tidy,
  type Variable,
} from '@tensorflow/tfjs-core';
import { type EntryOptions, enoughSteps, richest, shapesOf } from '../catalogue/entry.js';
import { expect } from '../expect.js';
import type { Law } from '../law.js';
import { gradientsAt } from '../numbers.js';
import {
  expectSameRun,
  gradientMap,
  makeVariables,
  named,
  read,
  snapshotOf,
  startRun,
  step,
} from '../run.js';

const usage = () => {
  const { numTensors, numDataBuffers, numBytes } = memory();
  return { numTensors, numDataBuffers, numBytes };
};

/**
 * All that TensorFlow.js knows of memory, on the device too, once that has come to the tensor. What a
 * device keeps for later, such as textures without a tensor, is in it.
 */
async function allUsage(reached: Variable): Promise<object> {
  await read(reached);
  return memory();
}

/** After its second step an optimizer holds as much memory as it ever will. */
export const leaksNothing: Law = (it, entry) => {
  const shapes = shapesOf(entry);
  const everything: EntryOptions = {
    ...richest(entry),
    learningRate: (k: number) => 0.01 / (1 + k),
    clip: clipByGlobalNorm(1),
    nonFinite: throwError,
    regularizer: l2(1e-3),
    proximal: l1(1e-4, { include: 'all' }),
    maximize: true,
  };
  const variants: readonly (readonly [title: string, options: EntryOptions, steps: number])[] = [
    ['', richest(entry), enoughSteps(entry, 200)],
    [' with defaults', {}, 50],
    [' with clipping, penalties, a schedule and checks', everything, 50],
    [' with clipping by value', { ...richest(entry), clip: clipByValue(0.1) }, 50],
  ];

  for (const [title, options, steps] of variants) {
    it(`leaks nothing in ${steps} steps${title}`, async () => {
      const variables = makeVariables(shapes);
      const gradients = gradientMap(variables, gradientsAt(0, shapes));
      const before = usage();
      const optimizer = entry.create(named(variables), options);
      const burst = async (count: number) => {
        for (let k = 0; k < count; k++) optimizer.applyGradients(gradients);
        await optimizer.settled();
        return allUsage(variables[0] as Variable);
      };
      await burst(2);
      const after = usage();
      // What is on its way to a device takes room there, as much as a burst makes at the most.
      const allAfter = await burst(24);
      for (let k = 26; k < steps; k += 24) expect(await burst(24)).toEqual(allAfter);
      expect(usage()).toEqual(after);
      optimizer.dispose();
      expect(usage()).toEqual(before);
    });
  }

  it('keeps its state inside tidy, and leaks nothing there', async () => {
    const inside = startRun(entry, everything);
    const outside = startRun(entry, everything);
    let after = usage();
    for (let k = 0; k < 20; k++) {
      tidy(() => step(inside, gradientsAt(k, shapes)));
      await inside.optimizer.settled();
      if (k === 1) after = usage();
    }
    expect(usage()).toEqual(after);
    for (let k = 0; k < 20; k++) step(outside, gradientsAt(k, shapes));
    expectSameRun(await snapshotOf(inside), await snapshotOf(outside));

    const before = usage();
    const variables = makeVariables(shapes);
    const made: Optimizer[] = [];
    tidy(() => {
      made.push(entry.create(named(variables), everything));
    });
    const [optimizer] = made as [Optimizer];
    for (let k = 0; k < 3; k++) step({ variables, optimizer }, gradientsAt(k, shapes));
    await optimizer.settled();
    optimizer.dispose();
    for (const one of variables) one.dispose();
    expect(usage()).toEqual(before);
  });

  it('leaks nothing when it computes the gradients itself', async () => {
    const run = startRun(entry, everything);
    const [first, second] = run.variables as readonly [Variable, Variable];
    const loss = () => add(sum(square(first)), sum(mul(second, second))) as Scalar;
    let after = usage();
    for (let k = 0; k < 20; k++) {
      run.optimizer.minimize(loss);
      run.optimizer.step(loss).dispose();
      await run.optimizer.settled();
      if (k === 1) after = usage();
    }
    expect(usage()).toEqual(after);
  });

  it('leaks nothing when it saves and restores', async () => {
    const run = startRun(entry, everything);
    step(run, gradientsAt(0, shapes));
    await run.optimizer.settled();
    const first = run.optimizer.stateDict();
    let after = usage();
    for (let k = 0; k < 10; k++) {
      // From the same state in every round: what is said of it in weights is as long as its numbers.
      run.optimizer.loadStateDict(first);
      const saved = run.optimizer.stateDict();
      run.optimizer.loadStateDict(saved);
      for (const slot of Object.values(saved.tensors)) slot.dispose();
      const weights = await run.optimizer.getWeights();
      const copies = weights.map(({ name, tensor }) => ({ name, tensor: clone(tensor) }));
      await run.optimizer.setWeights(copies);
      for (const { tensor } of copies) tensor.dispose();
      run.optimizer.setOptions({ learningRate: 0.1 });
      await run.optimizer.gradientNorm();
      step(run, gradientsAt(k, shapes));
      await run.optimizer.settled();
      if (k === 1) after = usage();
    }
    expect(usage()).toEqual(after);
  });

  it('gives back what it holds for parameters that it has not met', async () => {
    const run = startRun(entry, everything);
    step(run, gradientsAt(0, shapes));
    await run.optimizer.settled();
    const weights = await run.optimizer.getWeights();
    const before = usage();
    const open = entry.create(undefined, everything);
    await open.setWeights(weights);
    await open.setWeights(weights);
    open.dispose();
    expect(usage()).toEqual(before);
  });
};
